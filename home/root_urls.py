from django.urls import URLPattern, URLResolver, path

from home.views.robots import robots

urlpatterns: list[URLPattern | URLResolver] = [path("robots.txt", robots, name="robots")]
