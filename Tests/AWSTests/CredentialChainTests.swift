import TestSupport
import Testing

@testable import SwiftwayAWS

@Suite("Credential chain") struct CredentialChainTests {
    private static let keys = ["AWS_ACCESS_KEY_ID": "AKENV", "AWS_SECRET_ACCESS_KEY": "envsecret"]
    private static let files = [
        "/home/none/.aws/credentials": """
        [default]
        aws_access_key_id = AKDEFAULT
        aws_secret_access_key = defaultsecret
        [ci]
        aws_access_key_id=AKCI
        aws_secret_access_key=ci/secret=+
        aws_session_token=
        """,
        "/home/none/.aws/config": """
        [default]
        region = eu-west-1
        [profile ci]
        region=eu-central-1
        [profile process]
        credential_process = vend "a b"
        aws_access_key_id = AKLATER
        aws_secret_access_key = later
        [profile configured]
        aws_access_key_id = AKCONF
        aws_secret_access_key = confsecret
        [profile region-only]
        region = us-east-2
        [profile assumed]
        role_arn = arn:aws:iam::1:role/x
        source_profile = ci
        [profile sso]
        sso_session = corp
        """,
    ]

    // MARK: Order

    @Test func environmentComesFirst() throws {
        let found = try AWSWorld(Self.keys.merging(["AWS_PROFILE": "ci"]) { $1 }, files: Self.files).credentials()
        #expect(found == Credentials(accessKey: "AKENV", secretKey: "envsecret"))
    }

    @Test func sessionTokenOfTheEnvironment() throws {
        let found = try AWSWorld(Self.keys.merging(["AWS_SESSION_TOKEN": "t"]) { $1 }).credentials()
        #expect(found.sessionToken == "t")
    }

    @Test func profileThatWasAskedForSwitchesTheEnvironmentOff() throws {
        let found = try AWSWorld(Self.keys, files: Self.files).credentials(profile: "ci")
        #expect(found == Credentials(accessKey: "AKCI", secretKey: "ci/secret=+"))
    }

    @Test func profileOfAVariable() throws {
        #expect(try AWSWorld(["AWS_PROFILE": "ci"], files: Self.files).credentials().accessKey == "AKCI")
        #expect(try AWSWorld(["AWS_DEFAULT_PROFILE": "ci"], files: Self.files).credentials().accessKey == "AKCI")
        #expect(try AWSWorld(files: Self.files).credentials().accessKey == "AKDEFAULT")
    }

    @Test func regionOfTheProfile() throws {
        let world = AWSWorld(files: Self.files)
        #expect(try CredentialChain(world.environment).region() == "eu-west-1")
        #expect(try CredentialChain(world.environment, profile: "ci").region() == "eu-central-1")
    }

    @Test func otherPlacesOfTheFiles() throws {
        let found = try AWSWorld(
            ["AWS_SHARED_CREDENTIALS_FILE": "/elsewhere", "AWS_CONFIG_FILE": "~/conf"],
            files: ["/elsewhere": "[default]\naws_access_key_id=A\naws_secret_access_key=B"]
        ).credentials()
        #expect(found == Credentials(accessKey: "A", secretKey: "B"))
    }

    @Test func keysInTheConfigurationComeLast() throws {
        #expect(try AWSWorld(files: Self.files).credentials(profile: "configured").accessKey == "AKCONF")
    }

    @Test func processBeforeKeysInTheConfiguration() throws {
        let world = AWSWorld(
            files: Self.files,
            outputs: [
                "vend \"a b\"": """
                {"Version": 1, "AccessKeyId": "AKP", "SecretAccessKey": "ps", "SessionToken": "pt",
                 "Expiration": "2015-08-30T13:36:00Z"}
                """
            ])
        let found = try world.credentials(profile: "process")
        #expect(
            found
                == Credentials(
                    accessKey: "AKP", secretKey: "ps", sessionToken: "pt",
                    expiration: SigningTime("20150830T133600Z")))
        #expect(world.commandsRun == ["vend \"a b\""])
    }

    @Test(arguments: [
        "", "no JSON s3cr3t", "[]", #"{"Version": 2, "AccessKeyId": "A", "SecretAccessKey": "s3cr3t"}"#,
        #"{"Version": 1, "AccessKeyId": "A"}"#, #"{"AccessKeyId": "A", "SecretAccessKey": "s3cr3t"}"#,
    ])
    func processThatPrintsNothingOfUse(_ output: String) {
        let failure = AWSWorld(files: Self.files, outputs: ["vend \"a b\"": output]).failure(profile: "process")
        #expect(failure.hasPrefix("Credentials (profile 'process'): credential_process gave no "))
        #expect(!failure.contains("s3cr3t"))
    }

    // MARK: Nothing

    @Test func everySourceIsNamed() {
        #expect(
            AWSWorld().failure() == """
                There are no AWS credentials. Looked for in this order:
                - environment: AWS_ACCESS_KEY_ID is not set
                - web identity: AWS_WEB_IDENTITY_TOKEN_FILE is not set
                - profile 'default': there is none in /home/none/.aws/credentials and /home/none/.aws/config
                - container: neither AWS_CONTAINER_CREDENTIALS_RELATIVE_URI nor AWS_CONTAINER_CREDENTIALS_FULL_URI is set
                - instance metadata: AWS_EC2_METADATA_DISABLED is true
                """)
    }

    @Test func halfAPairIsAMistake() {
        #expect(
            AWSWorld(["AWS_ACCESS_KEY_ID": "A"], files: Self.files).failure()
                == "Credentials (environment): AWS_ACCESS_KEY_ID is set, but AWS_SECRET_ACCESS_KEY is not")
        #expect(
            AWSWorld(files: ["/home/none/.aws/credentials": "[default]\naws_access_key_id = A"]).failure()
                == "Credentials (profile 'default'): it has an aws_access_key_id, but no aws_secret_access_key")
    }

    @Test func profileThatIsNotThere() {
        for failure in [
            AWSWorld(files: Self.files).failure(profile: "nope"),
            AWSWorld(["AWS_PROFILE": "nope"], files: Self.files).failure(),
        ] {
            #expect(
                failure == "There is no profile 'nope' in /home/none/.aws/credentials and /home/none/.aws/config")
        }
    }

    @Test(arguments: ["assumed", "sso"]) func profilesThatAreNotFollowed(_ profile: String) {
        let failure = AWSWorld(files: Self.files).failure(profile: profile)
        #expect(failure.contains("swiftway does not follow"))
        #expect(failure.contains("export-credentials --format process --profile \(profile)"))
    }

    @Test func profileWithARegionOnlyLeavesItToTheNext() throws {
        let stub = try HTTPStub { _ in .status(200, #"{"AccessKeyId":"AKC","SecretAccessKey":"cs"}"#) }
        let world = AWSWorld(
            ["AWS_CONTAINER_CREDENTIALS_FULL_URI": "\(stub.address)/x"], files: Self.files)
        #expect(try world.credentials(profile: "region-only").accessKey == "AKC")
    }
}
