using System.Security.Cryptography;
using Daypass.Protocol;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Iam;
using Daypass.Protocol.Signing;
using Daypass.Testing;
using Daypass.Testing.Server;
using Daypass.Verifier.Callers;
using Daypass.Verifier.Calls;
using Daypass.Verifier.Decisions;
using Daypass.Verifier.Requests;

namespace Daypass.Verifier.Tests;

/// <summary>A service "orders" beside a real server, whose calls to it are counted and can be cut off.</summary>
public sealed class OrdersService : IAsyncLifetime
{
    public const string Order = "arn:aws:orders:eu-west-1::order/7";

    private readonly Wire _wire = new();
    private RunningServer? _server;
    private CallerDirectory? _callers;

    public ManualClock Clock { get; } = new();

    public RunningServer Server => _server!;

    public CallerDirectory Callers => _callers!;

    /// <summary>The credentials of the service itself, where they are not the administrator's.</summary>
    public SigningCredentials? Own { get; set; }

    public RequestVerifier Verifier { get; private set; } = null!;

    public AccessDecider Decider { get; private set; } = null!;

    /// <summary>How many questions about callers reached the server.</summary>
    public int Questions => _wire.Questions;

    /// <summary>Whether the server can be reached.</summary>
    public bool IsCutOff
    {
        set => _wire.IsCutOff = value;
    }

    public async Task InitializeAsync()
    {
        _server = await RunningServer.Start(Clock);
        var client = new VerificationClient(
            new HttpMessageInvoker(_wire), new Uri(Server.Url), _ => new(Own ?? Server.Admin), Clock);
        _callers = new CallerDirectory(client, new VerifierOptions(), Clock);
        Verifier = new RequestVerifier(SigV4Rules.For("orders"), Callers, Clock);
        Decider = new AccessDecider(Callers.Resources, Clock);
    }

    public async Task DisposeAsync()
    {
        _wire.IsCutOff = false;
        await Callers.DisposeAsync();
        await Server.DisposeAsync();
        _wire.Dispose();
    }

    /// <summary>A user with one policy.</summary>
    public async Task<SigningCredentials> NewUser(string name, string policy)
    {
        await Server.Api.Get(new CreateUserRequest { UserName = name }, Server.Admin);
        await Server.Api.Get(new PutUserPolicyRequest { UserName = name, PolicyName = "policy", PolicyDocument = policy }, Server.Admin);
        var key = (await Server.Api.Get(new CreateAccessKeyRequest { UserName = name }, Server.Admin)).AccessKey!;
        await Heard();
        return new SigningCredentials(key.AccessKeyId!, Secret.FromText(key.SecretAccessKey!));
    }

    /// <summary>Waits until the service has heard of everything that was committed.</summary>
    public async Task Heard()
    {
        var position = await Server.Host.Service.Parts.Store.ChangePosition(default);
        while (Callers.Position < position)
        {
            await Task.Yield();
        }
    }

    /// <summary>A request to the service, signed as a client would.</summary>
    public SignedRequest Sign(SigningCredentials credentials, string target = "/orders/7", string region = "eu-west-1")
    {
        HeaderField[] headers = [new("Host", "orders.example.com")];
        var signer = new SigV4Signer(SigV4Rules.For("orders"), region);
        var unsigned = new SignedRequest("GET", target, headers);
        return unsigned with { Headers = (HeaderField[])[.. headers, .. signer.Sign(unsigned, SHA256.HashData([]), credentials, Clock.GetUtcNow())] };
    }

    /// <summary>Null when the service serves it; otherwise what it answers.</summary>
    public async Task<AwsError?> Serve(SignedRequest request, Func<AccessQuestion, AccessQuestion>? with = null)
    {
        var found = await Verifier.Find(request, default);
        if (!found.Succeeded)
        {
            return found.Error;
        }

        var question = new AccessQuestion("orders:Read", Order, Server.Account) { SourceIp = "203.0.113.7", Region = "eu-west-1" };
        return Verifier.Verify(found.Value, SHA256.HashData([]))
            ?? await Decider.Decide(found.Value.Caller, with?.Invoke(question) ?? question, default);
    }

    private sealed class Wire() : DelegatingHandler(new SocketsHttpHandler())
    {
        private int _questions;

        public int Questions => Volatile.Read(ref _questions);

        public volatile bool IsCutOff;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (IsCutOff)
            {
                throw new HttpRequestException("cut off");
            }

            if (!request.Headers.GetValues("X-Amz-Target").Single().EndsWith(".WatchChanges", StringComparison.Ordinal))
            {
                Interlocked.Increment(ref _questions);
            }

            return await base.SendAsync(request, cancellationToken);
        }
    }
}
