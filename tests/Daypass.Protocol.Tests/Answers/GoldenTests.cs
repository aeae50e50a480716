using System.Text;
using Daypass.Protocol.Answers;
using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Iam;
using Daypass.Protocol.Sts;
using Daypass.Protocol.Tests.Support;

namespace Daypass.Protocol.Tests.Answers;

/// <summary>Writes the answers of tests/vectors/xml.</summary>
public sealed class GoldenTests
{
    private static readonly DateTimeOffset Instant = new(2026, 11, 22, 4, 33, 14, TimeSpan.Zero);

    private static readonly Dictionary<string, Func<bool, string>> Answers = new(StringComparer.Ordinal)
    {
        ["get-caller-identity"] = json =>
            Written.Success(GetCallerIdentityRequest.Operation,
            new GetCallerIdentityResponse { Account = "123456789012", Arn = "arn:aws:iam::123456789012:user/anna", UserId = "AIDAQ3EGRSM3Q3EGRSM3Q" }, json),
        ["assume-role"] = json => Written.Success(
            AssumeRoleRequest.Operation,
            new AssumeRoleResponse
            {
                Credentials = new() { AccessKeyId = "ASIAQ3EGRSM3Q3EGRSM3", SecretAccessKey = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
                    SessionToken = "dp1/abc+def==", Expiration = Instant },
                AssumedRoleUser = new() { Arn = "arn:aws:sts::123456789012:assumed-role/reader/deploy", AssumedRoleId = "AROAQ3EGRSM3Q3EGRSM3Q:deploy" },
                SourceIdentity = "anna@example.com",
            },
            json),
        ["get-web-identity-token"] = json =>
            Written.Success(GetWebIdentityTokenRequest.Operation,
            new GetWebIdentityTokenResponse { WebIdentityToken = "eyJ.eyJ.sig", Expiration = Instant }, json),
        ["get-session-token-empty"] = json => Written.Success(GetSessionTokenRequest.Operation, new GetSessionTokenResponse(), json),
        ["decode-authorization-message"] = json =>
            Written.Success(DecodeAuthorizationMessageRequest.Operation,
            new DecodeAuthorizationMessageResponse { DecodedMessage = "{\"allowed\":false,\"a\":\"<b> & 'c'\"}" }, json),
        ["get-role"] = json => Written.Success(
            GetRoleRequest.Operation,
            new RoleResponse
            {
                Role = new()
                {
                    Path = "/",
                    RoleName = "reader",
                    RoleId = "AROAQ3EGRSM3Q3EGRSM3Q",
                    Arn = "arn:aws:iam::123456789012:role/reader",
                    CreateDate = Instant,
                    AssumeRolePolicyDocument = "{\"Version\": \"2012-10-17\",\"a\":\"%3A+~é\"}",
                    Description = "a < b",
                    MaxSessionDuration = 3600,
                    Tags = [new() { Key = "Stage", Value = "" }],
                    RoleLastUsed = new(),
                },
            },
            json),
        ["list-users-empty"] = json => Written.Success(ListUsersRequest.Operation, new ListUsersResponse { Users = [] }, json),
        ["get-account-summary"] = json =>
            Written.Success(GetAccountSummaryRequest.Operation,
            new GetAccountSummaryResponse { SummaryMap = new Dictionary<string, int> { ["Users"] = 27, ["UsersQuota"] = 5000 } }, json),
        ["create-virtual-mfa-device"] = json => Written.Success(
            CreateVirtualMfaDeviceRequest.Operation,
            new CreateVirtualMfaDeviceResponse
                { VirtualMfaDevice = new()
                { SerialNumber = "arn:aws:iam::123456789012:mfa/anna", Base32StringSeed = "MFRA"u8.ToArray(),
                QrCodePng = new byte[] { 0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A } } },
            json),
        ["delete-user"] = json => Written.Success(DeleteUserRequest.Operation, NoOutput.Instance, json),
        ["update-role"] = json => Written.Success(UpdateRoleRequest.Operation, new UpdateRoleResponse(), json),
        ["error-access-denied"] = json =>
            Written.Error(Service.Sts,
            CommonErrors.NotAuthorized("arn:aws:iam::123456789012:user/anna", "sts:AssumeRole", "arn:aws:iam::123456789012:role/reader"), json),
        ["error-without-message"] = json => Written.Error(Service.Sts, CommonErrors.MalformedInput(), json),
        ["error-invalid-action"] = json => Written.Error(Service.Sts, CommonErrors.InvalidAction("Fly", "2011-06-15"), json),
        ["error-iam-trust-policy"] = json =>
            Written.Error(Service.Iam,
            new AwsError(ErrorCode.MalformedPolicyDocument, 400, "Invalid principal in policy: \"AWS\":\"arn:aws:iam::123456789012:role/gone\""), json),
        ["error-receiver"] = json => Written.Error(Service.Iam, CommonErrors.InternalFailure(), json),
    };

    public static TheoryData<string> Names => [.. Answers.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void An_answer_is_written_byte_for_byte_as_the_vector(string name)
    {
        Assert.Equal(Vector(name + ".xml"), Answers[name](false));
        Assert.Equal(Vector(name + ".json"), Answers[name](true));
    }

    [Fact]
    public void Every_vector_is_met() => Assert.Equal(
        Answers.Keys.Order(StringComparer.Ordinal),
        Directory.GetFiles(Folder, "*.xml").Select(static file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal));

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "vectors", "xml");

    private static string Vector(string file) => File.ReadAllText(Path.Combine(Folder, file), Encoding.UTF8);
}
