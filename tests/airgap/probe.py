"""A process that does what the program must not do, so that the tests are known to notice it."""

import socket

socket.socket(socket.AF_INET, socket.SOCK_DGRAM).close()
socket.socket(socket.AF_INET6, socket.SOCK_STREAM).close()
