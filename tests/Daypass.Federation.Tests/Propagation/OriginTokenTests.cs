using System.Buffers.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Iam;
using Daypass.Protocol.Signing;
using Daypass.Protocol.Sts;

namespace Daypass.Federation.Tests.Propagation;

/// <summary>GetWebIdentityToken in the name of who is behind a session.</summary>
public sealed class OriginTokenTests : IAsyncLifetime
{
    private static readonly GetWebIdentityTokenRequest Request =
        new() { Audience = ["https://api.example.com"], SigningAlgorithm = "ES384", SubjectMode = "OriginIdentity" };

    private PropagationWorld _world = null!;

    public async Task InitializeAsync()
    {
        _world = await PropagationWorld.Start();
        await _world.RegisterOidc(PropagationWorld.Context("email"));
        await _world.Get(new EnableOutboundWebIdentityFederationRequest());
    }

    public async Task DisposeAsync() => await _world.DisposeAsync();

    [Fact]
    public async Task The_subject_is_the_person_and_the_principal_stays_the_role_in_chains_too()
    {
        var first = await _world.OidcRole("first", PropagationWorld.Allow("\"sts:*\""));
        var second = await _world.NewRole("second", $$"""{"AWS":"{{first}}"}""", "\"sts:AssumeRole\"", policy: PropagationWorld.Allow("\"sts:*\""));
        var one = await Session(first, "jane@example.com");
        var two = PropagationWorld.Signing((await _world.Server.Api.Get(
            new AssumeRoleRequest { RoleArn = second, RoleSessionName = "next" }, one)).Credentials);

        foreach (var (session, role) in new[] { (one, first), (two, second) })
        {
            var claims = Claims(await _world.Server.Api.Get(Request with { Scope = "read write:all" }, session));
            Assert.Equal(("jane@example.com", "OriginIdentity", "read write:all"),
                (claims.GetProperty("sub").GetString(), claims.GetProperty("subject_mode").GetString(), claims.GetProperty("scope").GetString()));
            Assert.Equal(role, claims.GetProperty("https://sts.amazonaws.com/").GetProperty("principal_id").GetString());
            Assert.False(Claims(await _world.Server.Api.Get(Request, session)).TryGetProperty("scope", out _));

            var own = Claims(await _world.Server.Api.Get(Request with { SubjectMode = null }, session));
            Assert.Equal(role, own.GetProperty("sub").GetString());
            Assert.False(own.TryGetProperty("subject_mode", out _));
            Assert.Equal(role, Claims(await _world.Server.Api.Get(Request with { SubjectMode = "AWSIdentity" }, session)).GetProperty("sub").GetString());
        }
    }

    [Fact]
    public async Task Without_somebody_behind_the_session_there_is_no_such_token()
    {
        Assert.Equal("ValidationError", (await _world.Server.Api.Call(Request, _world.Server.Admin)).Error!.Code);
        var role = await _world.OidcRole("worker", PropagationWorld.Allow("\"sts:*\""));
        var blank = await Session(role, "   ");
        Assert.Equal("ValidationError", (await _world.Server.Api.Call(Request, blank)).Error!.Code);
    }

    [Theory]
    [InlineData("arn:aws:iam::123456789012:root")]
    [InlineData("ARN:x")]
    [InlineData(" jane")]
    [InlineData("jane ")]
    [InlineData("ja\tne")]
    [InlineData("ja\u200bne")]
    [InlineData("ja\u00a0ne")]
    [InlineData("ja\u2028ne")]
    public async Task A_subject_that_could_be_taken_for_another_is_denied(string subject)
    {
        var role = await _world.OidcRole("worker", PropagationWorld.Allow("\"sts:*\""));
        var session = await Session(role, subject);
        var refusal = (await _world.Server.Api.Call(Request, session)).Error;
        Assert.Equal(("AccessDenied", 403), (refusal?.Code, refusal?.Status));
        Assert.True((await _world.Server.Api.Call(Request with { SubjectMode = null }, session)).Succeeded);
    }

    [Theory]
    [InlineData(" read")]
    [InlineData("read ")]
    [InlineData("read  write")]
    [InlineData("read read")]
    [InlineData("read,write")]
    [InlineData("re\"ad")]
    [InlineData("re\\ad")]
    [InlineData("r\u00e9ad")]
    [InlineData("re\tad")]
    public async Task A_scope_is_distinct_values_of_printable_ASCII_with_single_spaces(string scope)
    {
        var role = await _world.OidcRole("worker", PropagationWorld.Allow("\"sts:*\""));
        var session = await Session(role, "jane@example.com");
        Assert.Equal("ValidationError", (await _world.Server.Api.Call(Request with { Scope = scope }, session)).Error?.Code);
    }

    [Fact]
    public async Task A_scope_needs_that_mode_and_one_audience()
    {
        var role = await _world.OidcRole("worker", PropagationWorld.Allow("\"sts:*\""));
        var session = await Session(role, "jane@example.com");
        foreach (var wrong in new[]
        {
            Request with { Scope = "read", SubjectMode = null }, Request with { Scope = "read", SubjectMode = "AWSIdentity" },
            Request with { Scope = "read", Audience = ["a", "b"] },
        })
        {
            Assert.Equal("ValidationError", (await _world.Server.Api.Call(wrong, session)).Error?.Code);
        }

        Assert.True((await _world.Server.Api.Call(Request with { Scope = "read Read" }, session)).Succeeded);
    }

    [Fact]
    public async Task The_mode_and_each_value_of_the_scope_are_condition_keys_and_a_scope_needs_a_permission_of_its_own()
    {
        var role = await _world.OidcRole("worker", $$"""
            {"Version":"2012-10-17","Statement":[
              {"Effect":"Allow","Action":"sts:GetWebIdentityToken","Resource":"*","Condition":{"StringEquals":{"sts:SubjectMode":"OriginIdentity"} } },
              {"Effect":"Allow","Action":"sts:SetWebIdentityTokenScope","Resource":"arn:aws:sts::{{_world.Server.Account}}:self",
                "Condition":{"ForAllValues:StringEquals":{"sts:IdentityTokenScope":["read","write"]} } }]}
            """);
        var session = await Session(role, "jane@example.com");

        Assert.True((await _world.Server.Api.Call(Request with { Scope = "write read" }, session)).Succeeded);
        Denied("sts:GetWebIdentityToken", (await _world.Server.Api.Call(Request with { SubjectMode = null }, session)).Error);
        Denied("sts:SetWebIdentityTokenScope", (await _world.Server.Api.Call(Request with { Scope = "read admin" }, session)).Error);
    }

    private static void Denied(string action, AwsError? error)
    {
        Assert.Equal("AccessDenied", error?.Code);
        Assert.Contains($"is not authorized to perform: {action} on resource: arn:aws:sts::", error!.Message, StringComparison.Ordinal);
    }

    private async Task<SigningCredentials> Session(string role, string email) => PropagationWorld.Signing(
        (await _world.Present(role, _world.Mint(claims => claims["email"] = JsonValue.Create(email)))).Value!.Credentials);

    private static JsonElement Claims(GetWebIdentityTokenResponse answer) =>
        JsonDocument.Parse(Base64Url.DecodeFromChars(answer.WebIdentityToken!.Split('.')[1])).RootElement;
}
