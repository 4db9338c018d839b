from tests.scheduler.street import catalogue

__all__ = ["catalogue"]
