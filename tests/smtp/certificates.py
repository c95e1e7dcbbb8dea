"""Certificates for test servers, by an authority that lives in this process only."""

import ssl
from functools import cache
from pathlib import Path

import trustme


@cache
def _authority() -> trustme.CA:
    return trustme.CA()


def server_context(*names: str) -> ssl.SSLContext:
    """What a server needs to prove that it is each of ``names``."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    _authority().issue_cert(*names).configure_cert(context)
    return context


@cache
def client_context() -> ssl.SSLContext:
    """What a client needs to believe those servers; all others are checked as usual."""
    context = ssl.create_default_context()
    _authority().configure_trust(context)
    return context


def write_authority(folder: Path) -> Path:
    """Write the authority's own certificate: for SSL_CERT_FILE, which every OpenSSL reads."""
    path = folder / "authority.pem"
    _authority().cert_pem.write_to_path(path)
    return path


def write_server(folder: Path, *names: str) -> tuple[Path, Path]:
    """Write a certificate for ``names`` and its key, for servers that read files."""
    issued = _authority().issue_cert(*names)
    chain, key = folder / "server.pem", folder / "server.key"
    issued.cert_chain_pems[0].write_to_path(chain)
    issued.private_key_pem.write_to_path(key)
    return chain, key
