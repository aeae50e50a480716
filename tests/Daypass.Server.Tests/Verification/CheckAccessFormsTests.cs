using System.Security.Cryptography;
using System.Text;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Signing;
using Daypass.Protocol.Verification;
using Daypass.Server.Tests.Audit;
using Daypass.Server.Tests.Sts;

namespace Daypass.Server.Tests.Verification;

/// <summary>Bodies that were not read, forms that S3 has, presigned requests, requests of nobody, and several questions at once.</summary>
public sealed class CheckAccessFormsTests(World world) : IClassFixture<World>
{
    private const string Text = "Daypass keeps every chunk honest";
    private const string Signed = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD";
    private const string SignedTrailer = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER";
    private const string UnsignedTrailer = "STREAMING-UNSIGNED-PAYLOAD-TRAILER";
    private const string Bucket = "arn:aws:s3:::papers";

    private static readonly string Hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text)));

    [Fact]
    public async Task A_body_that_is_still_to_be_read_has_to_have_the_hash_that_was_signed()
    {
        var (_, key) = await world.NewUser("s3:*");
        var answer = await Ask(Put(key, Hash) with { BodyUnread = true });
        Assert.Equal(("allowed", "SHA256", Hash), (answer.Decision, answer.BodyCheck!.PayloadForm, answer.BodyCheck.BodySha256));
        Assert.Equal("allowed", (await Ask(Put(key, Hash) with { BodySha256 = Hash })).Decision);
        Assert.Equal("SignatureDoesNotMatch", (await Ask(Put(key, Hash))).ErrorCode);
        Assert.Equal("ValidationError", (await Refusal(Put(key, Hash) with { BodyUnread = true, BodySha256 = Hash })).Code);
        var bare = Put(key, null, "orders") with { BodyUnread = true };
        Assert.Equal("The request does not say the hash of its body, so BodySha256 has to be given.", (await Refusal(bare)).Message);
        Assert.Null((await Ask(bare with { BodyUnread = null, BodySha256 = Hash })).BodyCheck);
    }

    [Theory]
    [InlineData("UNSIGNED-PAYLOAD", false)]
    [InlineData(Signed, true)]
    [InlineData(SignedTrailer, true)]
    [InlineData(UnsignedTrailer, false)]
    public async Task Other_forms_are_taken_where_the_service_verifies_them_and_it_is_told_how(string form, bool isSigned)
    {
        var (_, key) = await world.NewUser("s3:*");
        var request = Put(key, form);
        Assert.Equal(("unauthenticated", "SignatureDoesNotMatch"), ((await Ask(request)).Decision, (await Ask(request)).ErrorCode));
        var other = form == Signed ? UnsignedTrailer : Signed;
        Assert.Equal("unauthenticated", (await Ask(request with { PayloadForms = [other] })).Decision);
        var answer = await Ask(request with { PayloadForms = [other, form] });
        Assert.Equal(("allowed", form, null), (answer.Decision, answer.BodyCheck!.PayloadForm, answer.BodyCheck.BodySha256));
        if (!isSigned)
        {
            Assert.Null(answer.BodyCheck.SeedSignature);
            return;
        }

        // What is told is what the chain of the chunks is verified with, and the key is the vended one.
        var vended = await world.Server.Api.Get(
            new GetSigningKeyRequest { AccessKeyId = key.AccessKeyId, Date = answer.BodyCheck.SignedAt![..8], Region = "eu-west-1", SigningName = "s3" },
            world.Admin);
        Assert.EndsWith("Signature=" + answer.BodyCheck.SeedSignature, request.Headers.Single(static header => header.Name == "Authorization").Value,
            StringComparison.Ordinal);
        Assert.Equal($"{answer.BodyCheck.SignedAt[..8]}/eu-west-1/s3/aws4_request", answer.BodyCheck.Scope);
        Assert.Equal(32, Convert.FromBase64String(vended.SigningKey!).Length);
    }

    [Theory]
    [InlineData(600, 0, "allowed")]
    [InlineData(600, 599, "allowed")]
    [InlineData(600, 601, "unauthenticated")]
    [InlineData(604800, 604799, "allowed")]
    [InlineData(604801, 0, "unauthenticated")]
    [InlineData(0, 0, "unauthenticated")]
    public async Task A_presigned_request_of_s3_lives_as_long_as_it_says_up_to_a_week(int expires, int age, string decision)
    {
        var (_, key) = await world.NewUser("s3:*");
        var request = Presigned(key, "s3", expires, age);
        Assert.Equal("unauthenticated", (await Ask(request)).Decision);
        var answer = await Ask(request with { PayloadForms = ["UNSIGNED-PAYLOAD"] });
        Assert.Equal(decision, answer.Decision);
        Assert.Equal(decision == "allowed" ? "UNSIGNED-PAYLOAD" : null, answer.BodyCheck?.PayloadForm);
    }

    [Theory]
    [InlineData(60, 59, "allowed")]
    [InlineData(60, 61, "unauthenticated")]
    [InlineData(3600, 899, "allowed")]
    [InlineData(3600, 901, "unauthenticated")]
    [InlineData(604801, 0, "unauthenticated")]
    [InlineData(0, 0, "unauthenticated")]
    public async Task One_of_another_service_lives_as_long_as_it_says_up_to_a_quarter_of_an_hour(int expires, int age, string decision)
    {
        var (_, key) = await world.NewUser("s3:*");
        Assert.Equal(decision, (await Ask(Presigned(key, "orders", expires, age))).Decision);
    }

    [Fact]
    public async Task A_presigned_request_has_its_host_signed_and_nothing_else_of_the_kind_changed()
    {
        var (_, key) = await world.NewUser("s3:*");
        var request = Presigned(key, "s3", 600, 0) with { PayloadForms = ["UNSIGNED-PAYLOAD"] };
        Assert.Equal("allowed", (await Ask(request)).Decision);
        foreach (var changed in new[]
        {
            request with { Headers = [new RequestHeader { Name = "Host", Value = "other.example.com" }] },
            request with { Headers = [.. request.Headers, new RequestHeader { Name = "X-Amz-Tagging", Value = "a=b" }] },
            request with { Headers = [.. request.Headers, new RequestHeader { Name = "Authorization", Value = "AWS4-HMAC-SHA256 x" }] },
            request with { Target = request.Target.Replace("host", "date", StringComparison.Ordinal) },
            request with { Target = request.Target + "&x=y" },
            request with { Method = "PUT" },
        })
        {
            Assert.Equal("unauthenticated", (await Ask(changed)).Decision);
        }
    }

    [Fact]
    public async Task A_request_of_nobody_is_decided_by_the_resource_alone_where_the_service_lets_it()
    {
        var bucket = $"{Bucket}-{RandomNumberGenerator.GetHexString(12, lowercase: true)}";
        var request = new CheckAccessRequest
        {
            Method = "GET",
            Target = "/a",
            Headers = [new RequestHeader { Name = "Host", Value = "s3.example.com" }],
            SigningName = "s3",
            RequestedAction = "s3:GetObject",
            Resource = bucket + "/a",
        };
        Assert.Equal("MissingAuthenticationToken", (await Ask(request)).ErrorCode);
        request = request with { AllowAnonymous = true };
        var denied = await Ask(request);
        Assert.Equal(
            ("implicitDeny", $"User: anonymous is not authorized to perform: s3:GetObject on resource: {bucket}/a", null, "anonymous"),
            (denied.Decision, denied.ErrorMessage, denied.CallerArn, denied.CallerUserId));
        var document = $$$$"""
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"{{{{bucket}}}}/*",
            "Condition":{"StringEquals":{"aws:PrincipalType":"Anonymous"}}}]}
            """;
        await world.Server.Api.Get(new PutResourcePolicyRequest { ResourceArn = bucket, Policy = document }, world.Admin);
        Assert.Equal("allowed", (await Ask(request)).Decision);

        // Whoever claims to be somebody and is not is not nobody.
        var (_, key) = await world.NewUser();
        var somebody = request with { Headers = Put(key, Hash).Headers, Method = "PUT", Target = "/papers/7", BodyUnread = true };
        Assert.Equal("implicitDeny", (await Ask(somebody)).Decision);
        foreach (var claim in new[]
        {
            request with { Headers = [.. request.Headers, new RequestHeader { Name = "authorization", Value = "Bearer x" }] },
            request with { Headers = [.. request.Headers, new RequestHeader { Name = "X-Amz-Security-Token", Value = "x" }] },
            request with { Target = "/a?X-Amz-Signature=x" },
            request with { Target = "/a?x-amz-algorithm=AWS4-HMAC-SHA256" },
            request with { Target = "/a?%58-Amz-Credential=x" },
            request with { Target = "/a?AWSAccessKeyId=x&Signature=y&Expires=1" },
        })
        {
            Assert.Equal("unauthenticated", (await Ask(claim)).Decision);
        }
    }

    [Fact]
    public async Task A_hundred_questions_about_one_request_are_answered_in_order_each_with_its_own_keys()
    {
        var (_, key) = await world.NewUser(document: """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*","Condition":{"StringEquals":{"s3:prefix":"home"}}},
            {"Effect":"Deny","Action":"s3:DeleteObject","Resource":"*"}]}
            """);
        var request = Put(key, Hash) with
        {
            BodyUnread = true,
            ServiceKeys = [new ServiceKey { Name = "s3:prefix", Value = "home" }],
            FurtherQuestions =
            [
                .. Enumerable.Range(0, 99).Select(static number => new FurtherQuestion
                {
                    RequestedAction = number == 98 ? "s3:DeleteObject" : "s3:GetObject",
                    Resource = $"{Bucket}/{number}",
                    ServiceKeys = number % 2 == 0 ? [new ServiceKey { Name = "s3:prefix", Value = "home" }] : [],
                }),
            ],
        };
        var answer = await Ask(request);
        Assert.Equal(("allowed", 99), (answer.Decision, answer.FurtherDecisions!.Count));
        for (var number = 0; number < 99; number++)
        {
            var decision = answer.FurtherDecisions![number];
            Assert.Equal(number == 98 ? "explicitDeny" : number % 2 == 0 ? "allowed" : "implicitDeny", decision.Decision);
            Assert.Equal(decision.Decision == "allowed", decision.ErrorMessage is null);
        }

        Assert.Contains($"on resource: {Bucket}/1 because", answer.FurtherDecisions![1].ErrorMessage, StringComparison.Ordinal);
        Assert.Equal("ValidationError", (await Refusal(request with { FurtherQuestions = [.. request.FurtherQuestions, request.FurtherQuestions[0]] })).Code);
        var withMfa = request.FurtherQuestions[0] with { ServiceKeys = [new ServiceKey { Name = "aws:MultiFactorAuthPresent", Value = "true" }] };
        Assert.Equal("ValidationError", (await Refusal(request with { FurtherQuestions = [withMfa] })).Code);
        Assert.Null((await Ask(request with { BodyUnread = null })).FurtherDecisions);
    }

    [Fact]
    public async Task The_service_needs_the_permission_for_each_resource_of_the_questions()
    {
        var (_, key) = await world.NewUser("s3:*");
        var (_, service) = await world.NewUser(document: World.Allow("daypass:CheckAccess", Bucket + "/*"));
        var further = new FurtherQuestion { RequestedAction = "s3:GetObject", Resource = Bucket + "/8" };
        var request = Put(key, Hash) with { BodyUnread = true, FurtherQuestions = [further] };
        Assert.Equal("allowed", Assert.Single((await world.Server.Api.Get(request, service)).FurtherDecisions!).Decision);
        request = request with { FurtherQuestions = [further with { Resource = "arn:aws:s3:::others/8" }] };
        Assert.Equal("AccessDenied", (await world.Server.Api.Call(request, service)).Error?.Code);
    }

    [Fact]
    public async Task Each_decision_is_on_record_with_the_caller_and_why()
    {
        var (user, key) = await world.NewUser("s3:*");
        var answer = await Ask(Put(key, Hash) with
        {
            BodyUnread = true,
            FurtherQuestions = [new FurtherQuestion { RequestedAction = "orders:Read", Resource = Bucket + "/8" }],
        });
        var line = (await AuditLines.Read(world.Server)).Last(static line => (string?)line["eventName"] == "CheckAccess");
        var elements = line["responseElements"]!;
        Assert.Equal(("allowed", world.Parts.Arns.For(user)), ((string?)elements["decision"], (string?)elements["callerArn"]));
        var further = elements["furtherDecisions"]![0]!;
        Assert.Equal(("implicitDeny", answer.FurtherDecisions![0].ErrorMessage), ((string?)further["decision"], (string?)further["errorMessage"]));
        Assert.Equal(Bucket + "/7", (string?)line["requestParameters"]!["resource"]);
        Assert.DoesNotContain("Signature=", line.ToJsonString(), StringComparison.Ordinal);
    }

    private static CheckAccessRequest Question(SignedRequest request, string service) => new()
    {
        Method = request.Method,
        Target = request.RawTarget,
        Headers = [.. request.Headers.ToArray().Select(static header => new RequestHeader { Name = header.Name, Value = header.Value })],
        SigningName = service,
        RequestedAction = "s3:PutObject",
        Resource = Bucket + "/7",
    };

    /// <summary>A PUT signed with this value of <c>x-amz-content-sha256</c>, or with its hash and without that header.</summary>
    private CheckAccessRequest Put(SigningCredentials key, string? form, string service = "s3")
    {
        HeaderField[] headers = form is null
            ? [new("Host", "s3.example.com")]
            : [new("Host", "s3.example.com"), new("x-amz-content-sha256", form)];
        var rules = SigV4Rules.For(service) with { AllowPayloadForms = form is not null };
        var unsigned = new SignedRequest("PUT", "/papers/7", headers);
        var made = new SigV4Signer(rules, "eu-west-1").Sign(unsigned, SHA256.HashData(Encoding.UTF8.GetBytes(Text)), key, world.Clock.GetUtcNow());
        return Question(unsigned with { Headers = (HeaderField[])[.. headers, .. made] }, service);
    }

    private CheckAccessRequest Presigned(SigningCredentials key, string service, int expires, int age)
    {
        HeaderField[] headers = [new("Host", "s3.example.com")];
        var rules = SigV4Rules.For(service) with { AllowPayloadForms = service == "s3" };
        var target = new SigV4Signer(rules, "eu-west-1").Presign(
            new SignedRequest("GET", "/papers/7", headers), SHA256.HashData([]), key, world.Clock.GetUtcNow().AddSeconds(-age), TimeSpan.FromSeconds(expires));
        return Question(new SignedRequest("GET", target, headers), service);
    }

    private async Task<CheckAccessResponse> Ask(CheckAccessRequest request) => await world.Server.Api.Get(request, world.Admin);

    private async Task<AwsError> Refusal(CheckAccessRequest request) => (await world.Server.Api.Call(request, world.Admin)).Error!;
}
