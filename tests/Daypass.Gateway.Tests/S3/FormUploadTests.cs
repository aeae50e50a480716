using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Daypass.Protocol.Signing;

namespace Daypass.Gateway.Tests.S3;

/// <summary>Uploads by the forms of browsers, whose policy somebody signed for them.</summary>
public sealed class FormUploadTests : IAsyncLifetime
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false });
    private RecordingStore _store = null!;
    private S3World _world = null!;
    private SigningCredentials _caller = null!;

    public async Task InitializeAsync()
    {
        _store = await RecordingStore.Start();
        _world = await S3World.Start(_store.Url);
        _caller = await _world.Session("poster", """{"Effect":"Allow","Action":"s3:PutObject","Resource":"arn:aws:s3:::lake/in/*"}""");
    }

    public async Task DisposeAsync()
    {
        _http.Dispose();
        await _world.DisposeAsync();
        await _store.DisposeAsync();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(11)]
    [InlineData(500_000)]
    public async Task A_file_arrives_whole_under_its_key(int length)
    {
        var data = RandomNumberGenerator.GetBytes(length);
        var answer = await Post(Sign("in/${filename}"), data);
        Assert.True((int)answer.StatusCode == 204, await answer.Content.ReadAsStringAsync() + _world.LastLines);
        Assert.Equal(data, _store.Objects["/lake/in/a%20b.bin"]);
        Assert.Equal("image/png", Assert.Single(_store.Writes).Header("Content-Type"));
    }

    [Fact]
    public async Task Status_and_redirect_are_what_the_form_says()
    {
        var created = await Post(Sign("in/x", ("success_action_status", "201")), [1]);
        Assert.Equal(201, (int)created.StatusCode);
        Assert.Contains("<Bucket>lake</Bucket><Key>in/x</Key>", await created.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var sent = await Post(Sign("in/x", ("success_action_redirect", "https://example.com/done")), [1]);
        Assert.Equal(303, (int)sent.StatusCode);
        Assert.StartsWith("https://example.com/done?bucket=lake&key=in%2Fx&etag=", sent.Headers.Location!.OriginalString, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_policy_signature_and_permissions_do_not_allow_is_not_stored()
    {
        var other = Sign("in/x");
        other["key"] = "in/y";
        Assert.Equal("403 AccessDenied", await Told(other, [1]));
        var forged = Sign("in/x");
        forged["x-amz-signature"] = forged["x-amz-signature"][..^1] + (forged["x-amz-signature"][^1] == '0' ? '1' : '0');
        Assert.Equal("403 SignatureDoesNotMatch", await Told(forged, [1]));
        Assert.Equal("403 AccessDenied", await Told(Sign("out/x"), [1]));
        Assert.Equal("400 EntityTooLarge", await Told(Sign("in/x"), new byte[600_000]));
        Assert.Equal("403 AccessDenied", await Told(new(StringComparer.Ordinal) { ["key"] = "in/x" }, [1]));

        // A second part behind the file is not part of the file.
        using var form = Form(Sign("in/x"), [1, 2, 3]);
        form.Add(new StringContent("more"), "submit");
        using var refused = await _http.PostAsync(new Uri(_world.Url + "/lake"), form);
        Assert.Equal(400, (int)refused.StatusCode);
        using var plain = await _http.PostAsync(new Uri(_world.Url + "/lake"), new StringContent("x"));
        Assert.Equal(412, (int)plain.StatusCode);
        Assert.Empty(_store.Objects);
    }

    private async Task<string> Told(Dictionary<string, string> fields, byte[] data)
    {
        using var answer = await Post(fields, data);
        var text = await answer.Content.ReadAsStringAsync();
        return $"{(int)answer.StatusCode} {text.Split("<Code>")[^1].Split('<')[0]}";
    }

    private async Task<HttpResponseMessage> Post(Dictionary<string, string> fields, byte[] data)
    {
        using var form = Form(fields, data);
        return await _http.PostAsync(new Uri(_world.Url + "/lake"), form);
    }

    private static MultipartFormDataContent Form(Dictionary<string, string> fields, byte[] data)
    {
        var form = new MultipartFormDataContent("----boundary");
        foreach (var (name, value) in fields)
        {
            form.Add(new StringContent(value), $"\"{name}\"");
        }

        form.Add(new ByteArrayContent(data), "\"file\"", "\"a b.bin\"");
        return form;
    }

    private Dictionary<string, string> Sign(string key, params (string Name, string Value)[] more)
    {
        var time = TimeProvider.System.GetUtcNow().UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var credential = $"{_caller.AccessKeyId}/{time[..8]}/{S3World.Region}/s3/aws4_request";
        var fields = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["key"] = key,
            ["Content-Type"] = "image/png",
            ["x-amz-algorithm"] = "AWS4-HMAC-SHA256",
            ["x-amz-credential"] = credential,
            ["x-amz-date"] = time,
            ["x-amz-security-token"] = _caller.SessionToken!,
        };
        foreach (var (name, value) in more)
        {
            fields[name] = value;
        }

        var until = TimeProvider.System.GetUtcNow().AddMinutes(5).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        var conditions = fields.Select(static field => field.Key == "key" && field.Value.Contains('$', StringComparison.Ordinal)
            ? """["starts-with","$key","in/"]""" : $$"""{"{{field.Key}}":"{{field.Value}}"}""");
        var policy = Convert.ToBase64String(Encoding.UTF8.GetBytes(
            $$"""{"expiration":"{{until}}","conditions":[{"bucket":"lake"},["content-length-range",0,550000],{{string.Join(',', conditions)}}]}"""));
        var signingKey = new[] { time[..8], S3World.Region, "s3", "aws4_request" }.Aggregate(
            Encoding.UTF8.GetBytes("AWS4" + _caller.SecretAccessKey.Reveal()), static (from, part) => HMACSHA256.HashData(from, Encoding.UTF8.GetBytes(part)));
        fields["policy"] = policy;
        fields["x-amz-signature"] = Convert.ToHexStringLower(HMACSHA256.HashData(signingKey, Encoding.UTF8.GetBytes(policy)));
        return fields;
    }
}
