"""The packed executable, as the release has it, and the address that a build fetches it from."""

import functools
import hashlib
import http.server
import pathlib
import subprocess
import tarfile
import threading


class Archive:
    def __init__(self, program: pathlib.Path, folder: pathlib.Path):
        """`program`: the folder that scripts/release has made, or an executable, which is packed here."""
        if program.is_dir():
            self.folder = program
            program = program / "swiftway"
            self.file = next(iter(sorted(self.folder.glob("swiftway-*-linux-x86_64.tar.gz"))), None)
            if not self.file:
                raise SystemExit(f"check-pipeline: {self.folder} holds no swiftway-VERSION-linux-x86_64.tar.gz")
            self.version = self.file.name.split("-")[1]
        else:
            self.folder = folder / "release"
            self.folder.mkdir()
            told = subprocess.run([program, "version"], check=True, capture_output=True, text=True).stdout
            self.version = told.split()[1]
            self.file = self.folder / f"swiftway-{self.version}-linux-x86_64.tar.gz"
            with tarfile.open(self.file, "w:gz", compresslevel=1) as packed:
                packed.add(program, "swiftway")
            (self.folder / f"{self.file.name}.sha256").write_text(f"{self.checksum}  {self.file.name}\n")
        self.program = program

    @property
    def checksum(self) -> str:
        return hashlib.sha256(self.file.read_bytes()).hexdigest()

    def __enter__(self) -> "Archive":
        handler = functools.partial(Quiet, directory=str(self.folder))
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.address = f"http://127.0.0.1:{self.server.server_address[1]}"
        return self

    def __exit__(self, *_) -> None:
        self.server.shutdown()


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_) -> None:
        pass
