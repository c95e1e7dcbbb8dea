"""Jinja2, and the only door to it: what is used of it."""

from importlib.metadata import version

from jinja2 import (
    Environment,
    FileSystemLoader,
    StrictUndefined,
    TemplateNotFound,
    TemplateSyntaxError,
    pass_context,
)
from jinja2 import TemplateError as JinjaError
from jinja2.bccache import Bucket, BytecodeCache
from jinja2.exceptions import SecurityError
from jinja2.filters import do_batch, sync_do_slice
from jinja2.nodes import Call, EnvironmentAttribute, For, Template
from jinja2.parser import Parser
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

VERSION = version("jinja2")

__all__ = [
    "VERSION",
    "Bucket",
    "BytecodeCache",
    "Call",
    "Context",
    "Environment",
    "EnvironmentAttribute",
    "FileSystemLoader",
    "For",
    "ImmutableSandboxedEnvironment",
    "JinjaError",
    "Parser",
    "SecurityError",
    "StrictUndefined",
    "Template",
    "TemplateNotFound",
    "TemplateSyntaxError",
    "do_batch",
    "pass_context",
    "sync_do_slice",
]
