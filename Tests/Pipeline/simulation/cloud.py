"""An account of AWS that lives as long as a `with` block."""

import logging
import os
import typing
import urllib.request

import boto3
from moto.server import ThreadedMotoServer

from . import mends, resources

REGION = "eu-west-3"


class Cloud:
    """Everything that is asked of AWS inside the block is answered on the loopback interface."""

    def __enter__(self) -> "Cloud":
        # Nothing may reach the real one, whatever this machine has been set up for.
        for name in [name for name in os.environ if name.startswith("AWS_")]:
            del os.environ[name]
        # No proxy is asked for what is here.
        os.environ |= {"NO_PROXY": "127.0.0.1", "no_proxy": "127.0.0.1"}
        resources.register()
        mends.mend()
        # A line for each request.
        logging.getLogger("werkzeug").setLevel(logging.ERROR)
        self.server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
        self.server.start()
        host, port = self.server.get_host_and_port()
        self.address = f"http://{host}:{port}"
        os.environ |= self.variables({"id": "testing", "key": "testing"})
        return self

    def __exit__(self, *_) -> None:
        self.server.stop()

    def variables(self, credentials: dict[str, str]) -> dict[str, str]:
        """What a program needs to find this account."""
        found = {
            "AWS_ENDPOINT_URL": self.address, "AWS_REGION": REGION, "AWS_DEFAULT_REGION": REGION,
            "AWS_ACCESS_KEY_ID": credentials["id"], "AWS_SECRET_ACCESS_KEY": credentials["key"],
            # There is no machine of Amazon's around us to ask.
            "AWS_EC2_METADATA_DISABLED": "true", "AWS_CONFIG_FILE": os.devnull,
            "AWS_SHARED_CREDENTIALS_FILE": os.devnull, "AWS_PAGER": "",
        }
        return found | ({"AWS_SESSION_TOKEN": credentials["token"]} if "token" in credentials else {})

    def administrator(self) -> "Session":
        return Session(self, {"id": "testing", "key": "testing"})

    def assume(self, role: str) -> "Session":
        """A session of the role. moto lets it do everything: policies.py looks at what the role allows."""
        given = self.administrator().client("sts").assume_role(RoleArn=role, RoleSessionName="build")["Credentials"]
        return Session(self, {
            "id": given["AccessKeyId"], "key": given["SecretAccessKey"], "token": given["SessionToken"]})

    def reset(self) -> None:
        """An empty account."""
        request = urllib.request.Request(f"{self.address}/moto-api/reset", b"")
        urllib.request.urlopen(request).close()


class Session:
    def __init__(self, cloud: Cloud, credentials: dict[str, str]):
        self.cloud, self.credentials = cloud, credentials
        self.session = boto3.Session(
            credentials["id"], credentials["key"], credentials.get("token"), region_name=REGION)

    def client(self, name: str) -> typing.Any:
        return self.session.client(name, endpoint_url=self.cloud.address)

    def variables(self) -> dict[str, str]:
        return self.cloud.variables(self.credentials)
