# One server process; more people are served by more containers.
ARG PYTHON_VERSION=3.13

FROM python:${PYTHON_VERSION}-slim-trixie AS build
WORKDIR /srv
COPY requirements.txt .
RUN python -m venv --without-pip /venv \
    && python -m pip --python /venv/bin/python install \
        --no-cache-dir --only-binary :all: --require-hashes --requirement requirements.txt
# Bytecode is made here, since the server runs without the right to write.
COPY app app
RUN python -m compileall -q --invalidation-mode unchecked-hash app

FROM python:${PYTHON_VERSION}-slim-trixie
ENV PATH=/venv/bin:$PATH PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1
WORKDIR /srv
COPY --from=build /venv /venv
COPY --from=build /srv/app app
COPY LICENSE LICENSE
COPY templates templates
COPY static static
USER 10001:10001
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=3s --start-period=5s --retries=3 CMD ["python", "-c", "\
import http.client, sys; server = http.client.HTTPConnection('127.0.0.1', 8000, timeout=2); \
server.request('GET', '/health'); sys.exit(server.getresponse().status != 200)"]
CMD ["python", "-m", "uvicorn", "app.main:create_app", "--factory", "--host", "0.0.0.0", "--port", "8000", \
     "--no-server-header", "--no-access-log", "--timeout-graceful-shutdown", "1"]
