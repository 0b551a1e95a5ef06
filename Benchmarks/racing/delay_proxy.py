#!/usr/bin/env python3
"""delay_proxy.py LISTEN_PORT TARGET_PORT MILLISECONDS

Forwards TCP connections on this machine and hands every piece of data on MILLISECONDS later, in each direction: a
network of that latency and endless width. What follows a piece does not wait for it, so a client that sends without
waiting for answers gains as it would on a real network.
"""

import asyncio
import socket
import sys


async def forward(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, seconds: float) -> None:
    due = asyncio.Queue()

    async def deliver() -> None:
        while True:
            moment, data = await due.get()
            await asyncio.sleep(moment - asyncio.get_running_loop().time())
            if not data:
                return
            writer.write(data)

    delivery = asyncio.create_task(deliver())
    data = b"-"
    while data:
        try:
            data = await reader.read(1 << 16)
        except OSError:
            data = b""
        due.put_nowait((asyncio.get_running_loop().time() + seconds, data))
    await delivery
    writer.close()


async def main(listen: int, target: int, seconds: float) -> None:
    async def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            from_server, to_server = await asyncio.open_connection("127.0.0.1", target)
        except OSError:
            writer.close()
            return
        for end in (writer, to_server):
            # Otherwise the kernel would add delays of its own to small pieces.
            end.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        await asyncio.gather(forward(reader, to_server, seconds), forward(from_server, writer, seconds))

    async with await asyncio.start_server(accept, "127.0.0.1", listen) as server:
        await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]) / 1000))
