using Daypass.Client.Http;
using Daypass.Client.Profiles;
using Daypass.Client.Tests.Support;

namespace Daypass.Client.Tests.Credentials;

/// <summary>Credentials that have ended, or do not say when they end, are handed on by no source. It is three o'clock on 22 November 2026.</summary>
public sealed class ExpiryTests : IDisposable
{
    private const string Ended = "Credentials were refreshed, but the refreshed credentials are still expired.";

    private readonly TestMachine _machine = new();

    public void Dispose() => _machine.Dispose();

    [Theory]
    [InlineData("\"2020-01-01T00:00:00Z\"", Ended)]
    [InlineData("\"2026-11-22T03:00:00Z\"", Ended)]
    [InlineData("\"2026-11-22T03:00:00UTC\"", Ended)]
    [InlineData("\"2026-11-22T03:00:01Z\"", null)]
    [InlineData("\"2026-11-22T04:30:00+01:00\"", null)]
    [InlineData("\"2026-11-22T04:00:00+01:00\"", Ended)]
    [InlineData("\"tomorrow\"", "Error when retrieving credentials from {0}: Expiration is no instant: tomorrow")]
    [InlineData("\"\"", "Error when retrieving credentials from {0}: Expiration is no instant: ")]
    [InlineData("1795316400", "Error when retrieving credentials from {0}: Expiration is no instant: 1795316400")]
    [InlineData("null", null)]
    public void A_process_a_container_and_an_instance_are_believed_while_their_credentials_last(string expiration, string? refusal)
    {
        var answer = $$"""{"Version":1,"AccessKeyId":"ASIAX","SecretAccessKey":"s","Token":"t","SessionToken":"t","Expiration":{{expiration}}}""";
        _machine.Home.Write(".aws/config", $"[profile process]\ncredential_process = echo '{answer}'\n");
        Check(_machine.FindCredentials(new RecordingSender(), new ExplicitSettings { Profile = "process" }), "custom-process");

        _machine.Variables["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"] = "/x";
        Check(_machine.FindCredentials(new RecordingSender(_ => RecordingSender.Json(answer))), "container-role");

        _machine.Variables.Clear();
        var machine = new RecordingSender(request => request.Url.AbsolutePath switch
        {
            "/latest/meta-data/iam/security-credentials/" => new HttpAnswer(200, [], "role"u8.ToArray()),
            "/latest/api/token" => new HttpAnswer(200, [], "t"u8.ToArray()),
            _ => RecordingSender.Json(answer),
        });
        Check(_machine.FindCredentials(machine), "iam-role");

        void Check(Errors.ClientResult<AwsCredentials> found, string provider)
        {
            if (refusal is null)
            {
                Assert.True(found.Succeeded, found.Error?.Message);
            }
            else
            {
                Assert.Equal(string.Format(System.Globalization.CultureInfo.InvariantCulture, refusal, provider), found.Error!.Message);
            }
        }
    }

    [Theory]
    [InlineData("2020-01-01T00:00:00Z", Ended)]
    [InlineData("2030-01-01T00:00:00Z", null)]
    public void A_session_that_has_ended_when_it_comes_is_not_used(string end, string? refusal)
    {
        _machine.Home.Write(".aws/credentials", "[base]\naws_access_key_id = AKIABASE\naws_secret_access_key = s\n");
        _machine.Home.Write(
            ".aws/config", "[profile dev]\nregion = eu-west-1\nrole_arn = arn:aws:iam::111122223333:role/dev\nsource_profile = base\n");
        using var sts = new FakeService(request => CannedSts.Success(
            "AssumeRole",
            "<Credentials><AccessKeyId>ASIAX</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken>"
            + $"<Expiration>{end}</Expiration></Credentials>"));
        var found = _machine.FindCredentials(new SocketSender(), new ExplicitSettings { Profile = "dev", EndpointUrl = sts.Url });
        Assert.Equal(refusal, found.Error?.Message);
    }

    [Theory]
    [InlineData("1", true)]
    [InlineData("1.0", true)]
    [InlineData("1.5", false)]
    [InlineData("\"1\"", false)]
    public void The_version_that_a_process_prints_is_a_number(string version, bool accepted)
    {
        _machine.Home.Write(
            ".aws/config", $$"""
                [default]
                credential_process = echo '{"Version":{{version}},"AccessKeyId":"AKIAP","SecretAccessKey":"s"}'
                """);
        Assert.Equal(accepted, _machine.FindCredentials(new RecordingSender()).Succeeded);
    }

    [Theory]
    [InlineData("2026-11-22T04:00:00Z")]
    [InlineData("2026-11-22T04:00:00UTC")]
    [InlineData("2026-11-22T04:00:00 UTC")]
    [InlineData("2026-11-22T04:00:00+0000")]
    [InlineData("2026-11-22T04:00:00.123456+00:00")]
    [InlineData("2026-11-22T04:00:00.123456789Z")]
    [InlineData("Sun, 22 Nov 2026 04:00:00 GMT")]
    public void The_times_that_other_tools_write_are_read(string end)
    {
        var read = Timestamps.Parse(end)!.Value.ToUnixTimeSeconds();
        Assert.Equal(new DateTimeOffset(2026, 11, 22, 4, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds(), read);
    }
}
