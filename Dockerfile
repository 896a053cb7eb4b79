# One server process; more people are served by more containers.
ARG PYTHON_VERSION=3.13

FROM python:${PYTHON_VERSION}-slim-trixie AS build
WORKDIR /srv
COPY requirements.txt /tmp/
RUN python -m venv --without-pip /venv \
    && python -m pip --python /venv/bin/python install \
        --no-cache-dir --only-binary :all: --require-hashes --requirement /tmp/requirements.txt
COPY LICENSE LICENSE
COPY templates templates
COPY static static
COPY app app
# The server runs without the right to write, so bytecode is made here; and under a user of its own, so what a strict
# umask hid in the checkout is opened here.
RUN python -m compileall -q --invalidation-mode unchecked-hash app && chmod -R a+rX .

FROM python:${PYTHON_VERSION}-slim-trixie
# OpenBLAS would start a thread for each core of the host, however few the container may use.
ENV PATH=/venv/bin:$PATH PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 OPENBLAS_NUM_THREADS=1
WORKDIR /srv
COPY --from=build /venv /venv
COPY --from=build /srv .
RUN install -d -o 10001 -g 10001 /rooms
USER 10001:10001
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=3s --start-period=5s --retries=3 CMD ["python", "-c", "\
import http.client, sys; server = http.client.HTTPConnection('127.0.0.1', 8000, timeout=2); \
server.request('GET', '/health'); sys.exit(server.getresponse().status != 200)"]
CMD ["python", "-m", "app.main", "--host", "0.0.0.0"]
