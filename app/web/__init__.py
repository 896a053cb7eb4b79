"""HTTP only: requests in, answers out, no formula."""
