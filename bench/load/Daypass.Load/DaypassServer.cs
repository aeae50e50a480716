using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Daypass.Protocol;
using Daypass.Protocol.Signing;

namespace Daypass.Load;

/// <summary>daypass-server over a fresh data directory, with the admin credentials of its first start.</summary>
internal sealed class DaypassServer : IAsyncDisposable
{
    private const string Form = "application/x-www-form-urlencoded; charset=utf-8";
    private const string Region = "us-east-1";

    /// <summary>One account asks more than a server lets through by default.</summary>
    private static readonly string[] NoLimits = ["--account-rate", "none", "--iam-rate", "none", "--address-rate", "none"];

    private readonly string? _folder;
    private readonly SigningCredentials _admin;
    private readonly SigV4Signer _sts = new(SigV4Rules.For("sts"), Region, new SigningKeys());
    private readonly SigV4Signer _iam = new(SigV4Rules.For("iam"), Region, new SigningKeys());

    private DaypassServer(MeasuredProcess process, string? folder, SigningCredentials admin)
    {
        Process = process;
        _folder = folder;
        _admin = admin;
    }

    public MeasuredProcess Process { get; }

    /// <summary>The first account's user admin.</summary>
    public SigningCredentials Admin => _admin;

    /// <summary>Starts it with room for so many roles.</summary>
    public static async Task<DaypassServer> Start(LoadOptions options, int roles, CancellationToken cancelled, params string[] more)
    {
        var folder = Directory.CreateTempSubdirectory("daypass-load-").FullName;
        var process = await MeasuredProcess.Start(
            options.Server,
            options.Pinned,
            port => ["--urls", $"http://127.0.0.1:{port}", "--data", folder, "--roles-per-account", $"{roles}", .. RatesBeside(more), .. more, .. options.With],
            cancelled);
        return new DaypassServer(process, folder, ReadProfile(Path.Combine(folder, "credentials"), "admin"));
    }

    /// <summary>Starts it over a folder with a world of <see cref="WorldFile"/>, or to load one.</summary>
    public static async Task<DaypassServer> StartIn(
        LoadOptions options, string folder, string? database, int roles, IReadOnlyList<string> more, bool keep, CancellationToken cancelled)
    {
        string[] where = database is null ? [] : ["--database", database];
        var process = await MeasuredProcess.Start(
            options.Server,
            options.Pinned,
            port =>
            [
                "--urls", $"http://127.0.0.1:{port}", "--data", folder, "--roles-per-account", $"{roles}", .. NoLimits, .. where, .. more, .. options.With,
            ],
            cancelled);
        return new DaypassServer(process, keep ? null : folder, new SigningCredentials(WorldFile.AccessKeyId, Secret.FromText(WorldFile.SecretAccessKey)));
    }

    private static string[] RatesBeside(string[] options) => options.Contains("--account-rate") ? [] : NoLimits;

    /// <summary>Makes roles that anybody in the account may assume; their ARNs in the order of their numbers.</summary>
    public async Task<IReadOnlyList<string>> MakeRoles(int count, int connections, CancellationToken cancelled)
    {
        var account = await Account(cancelled);
        var trust =
            $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::{{account}}:root"},"Action":"sts:AssumeRole"}]}""";
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = connections, CancellationToken = cancelled };
        await Parallel.ForAsync(0, count, parallel, async (i, cancel) =>
            await Call(_iam, $"Action=CreateRole&Version=2010-05-08&RoleName=load-{i:D6}&AssumeRolePolicyDocument={Uri.EscapeDataString(trust)}", cancel));
        return [.. Enumerable.Range(0, count).Select(i => $"arn:aws:iam::{account}:role/load-{i:D6}")];
    }

    /// <summary>Registers an issuer and makes a role for the tokens it gives the audience <c>sts.amazonaws.com</c>; the role's ARN.</summary>
    public async Task<string> MakeFederatedRole(string issuer, string thumbprint, CancellationToken cancelled)
    {
        var account = await Account(cancelled);
        await Call(_iam,
            $"Action=CreateOpenIDConnectProvider&Version=2010-05-08&Url={Uri.EscapeDataString(issuer)}"
            + $"&ClientIDList.member.1=sts.amazonaws.com&ThumbprintList.member.1={thumbprint}", cancelled);
        var host = issuer["https://".Length..];
        var trust =
            $$$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Federated":"arn:aws:iam::{{{account}}}:oidc-provider/{{{host}}}"},"""
            + $$$""" "Action":"sts:AssumeRoleWithWebIdentity","Condition":{"StringEquals":{"{{{host}}}:sub":"subject-1"} } }]}""";
        await Call(_iam, $"Action=CreateRole&Version=2010-05-08&RoleName=federated&AssumeRolePolicyDocument={Uri.EscapeDataString(trust)}", cancelled);
        return $"arn:aws:iam::{account}:role/federated";
    }

    /// <summary>Makes another account; its admin's key.</summary>
    /// <param name="program">Full path of daypass-server.dll.</param>
    /// <param name="cancelled">Gives up.</param>
    public async Task<SigningCredentials> NewAccount(string program, CancellationToken cancelled)
    {
        var file = Path.Combine(_folder!, "credentials.other");
        using var made = System.Diagnostics.Process.Start("dotnet", [program, "account", "create", "--data", _folder!, "--credentials", file]);
        await made.WaitForExitAsync(cancelled);
        return made.ExitCode == 0 ? ReadProfile(file, "admin") : throw new IOException($"account create ended with {made.ExitCode}.");
    }

    /// <summary>AssumeRoleWithWebIdentity as an SDK sends it, unsigned, with each token in turn.</summary>
    public IReadOnlyList<byte[]> AssumeRoleWithWebIdentity(string role, IReadOnlyList<string> tokens) =>
        [.. tokens.Select(token =>
            Request([new("Host", $"127.0.0.1:{Process.Port}"), new("Content-Type", Form)],
                $"Action=AssumeRoleWithWebIdentity&Version=2011-06-15&RoleArn={Uri.EscapeDataString(role)}&RoleSessionName=load&WebIdentityToken={token}"))];

    /// <summary>GetCallerIdentity as an SDK sends it, signed now; so many different ones.</summary>
    public IReadOnlyList<byte[]> GetCallerIdentity(int count, SigningCredentials? by = null) =>
        Sign(count, static _ => "Action=GetCallerIdentity&Version=2011-06-15", by);

    /// <summary>AssumeRole as an SDK sends it, over the roles in turn.</summary>
    public IReadOnlyList<byte[]> AssumeRole(IReadOnlyList<string> roles, int count) =>
        Sign(count, i => $"Action=AssumeRole&Version=2011-06-15&RoleArn={Uri.EscapeDataString(roles[i % roles.Count])}&RoleSessionName=load-{i:D6}");

    /// <summary>How many bytes the body of an answer has.</summary>
    public async Task<int> AnswerSize(byte[] request, CancellationToken cancelled)
    {
        using var connection = await KeepAliveConnection.Open(Process.Port, cancelled);
        var (status, body) = await connection.Exchange(request, cancelled);
        return status == 200 ? body.Length : throw new IOException($"The server answered {status}:\n{Encoding.UTF8.GetString(body.Span)}");
    }

    public async ValueTask DisposeAsync()
    {
        await Process.DisposeAsync();
        if (_folder is not null)
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    private byte[][] Sign(int count, Func<int, string> body, SigningCredentials? by = null) =>
        [.. Enumerable.Range(0, count).Select(i => SignOne(_sts, body(i), TimeProvider.System.GetUtcNow().AddSeconds(-(i % 60)), by))];

    private byte[] SignOne(SigV4Signer signer, string body, DateTimeOffset at, SigningCredentials? by = null)
    {
        HeaderField[] signed = [new("Host", $"127.0.0.1:{Process.Port}"), new("Content-Type", Form)];
        var added = signer.Sign(new SignedRequest("POST", "/", signed), SHA256.HashData(Encoding.ASCII.GetBytes(body)), by ?? _admin, at);
        return Request([.. signed, .. added], body);
    }

    private static byte[] Request(IEnumerable<HeaderField> headers, string body)
    {
        var content = Encoding.ASCII.GetBytes(body);
        HeaderField[] others =
        [
            new("Accept-Encoding", "identity"), new("User-Agent", "daypass-load/1 md/like-an-sdk ua/2.1 lang/csharp"),
            new("amz-sdk-invocation-id", "6f1d3c0e-0b5c-4e7e-9d0e-2b9f6c1d7a11"), new("amz-sdk-request", "attempt=1"),
            new("Content-Length", $"{content.Length}"),
        ];
        var head = new StringBuilder("POST / HTTP/1.1\r\n");
        foreach (var header in (HeaderField[])[.. headers, .. others])
        {
            head.Append($"{header.Name}: {header.Value}\r\n");
        }

        return [.. Encoding.ASCII.GetBytes(head.Append("\r\n").ToString()), .. content];
    }

    private async Task<string> Account(CancellationToken cancelled) =>
        XDocument.Parse(await Call(_sts, "Action=GetCallerIdentity&Version=2011-06-15", cancelled)).Descendants()
            .Single(static element => element.Name.LocalName == "Account").Value;

    private async Task<string> Call(SigV4Signer signer, string body, CancellationToken cancelled)
    {
        using var connection = await KeepAliveConnection.Open(Process.Port, cancelled);
        var (status, answer) = await connection.Exchange(SignOne(signer, body, TimeProvider.System.GetUtcNow()), cancelled);
        var text = Encoding.UTF8.GetString(answer.Span);
        return status == (int)HttpStatusCode.OK ? text : throw new IOException($"The server answered {status}:\n{text}");
    }

    private static SigningCredentials ReadProfile(string file, string profile)
    {
        var lines = File.ReadAllLines(file).SkipWhile(line => line.Trim() != $"[{profile}]").Skip(1).TakeWhile(static line => !line.StartsWith('['));
        var values = lines.Select(static line => line.Split('=', 2, StringSplitOptions.TrimEntries)).Where(static pair => pair.Length == 2)
            .ToDictionary(static pair => pair[0], static pair => pair[1]);
        return new SigningCredentials(values["aws_access_key_id"], Secret.FromText(values["aws_secret_access_key"]));
    }
}
