"""Only what pyproject.toml cannot say: a wheel carries the translations compiled."""

import sys
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

sys.path.insert(0, str(Path(__file__).parent))
from tools.compile_texts import compile_texts


class BuildWithTexts(build_py):
    def run(self) -> None:
        compile_texts()
        super().run()


setup(cmdclass={"build_py": BuildWithTexts})
