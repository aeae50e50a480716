using System.Buffers;
using System.Security.Cryptography;
using Daypass.Core.Pipeline;
using Daypass.Core.Requests;
using Daypass.Core.Sealing;
using Daypass.Protocol;
using Daypass.Protocol.Answers;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Query;
using Daypass.Protocol.Signing;
using Daypass.Server.Composition;
using Daypass.Storage;
using Daypass.Testing.Server;

namespace Daypass.Iam.Tests.Authorized;

/// <summary>The whole service without HTTP over a watched store; requests are signed and go down the road.</summary>
public sealed class WatchedService : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();

    private Database _database = null!;
    private TokenService _service = null!;

    internal WatchedStore Store { get; private set; } = null!;

    public string Account { get; private set; } = "";

    public SigningCredentials Admin { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        _database = await Database.OpenSqlite(_folder.Path);
        Store = new WatchedStore(_database.Entities);
        _service = await TokenService.Open(
            Store, _database.Keys, _database.Ephemeral, new SecretEnvelope(MasterKey.NewRandom()), new ServiceSettings(),
            TimeProvider.System, new SilentLog(), default);
        var account = AccountId.NewRandom();
        var made = (await _service.Parts.Accounts.Store(_service.Parts.Accounts.Prepare(account, "tests"), default)).Value!;
        Account = account.ToString();
        Admin = new SigningCredentials(made.Admin.Key.Id, made.Admin.Secret);
    }

    public async Task DisposeAsync()
    {
        _service.Dispose();
        await _database.DisposeAsync();
        _folder.Dispose();
    }

    public async Task<Result<TOutput>> Call<TInput, TOutput>(IOperationInput<TInput, TOutput> input, SigningCredentials? credentials = null)
        where TInput : IOperationInput<TInput, TOutput>
        where TOutput : IOperationOutput<TOutput>
    {
        var form = new ArrayBufferWriter<byte>();
        ((TInput)input).Write(new QueryWriter(form));
        HeaderField[] headers = [new("Host", "localhost"), new("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")];
        var signer = new SigV4Signer(SigV4Rules.For(TInput.Operation.Service.SigningName), "us-east-1");
        var signed = signer.Sign(
            new SignedRequest("POST", "/", headers), SHA256.HashData(form.WrittenSpan), credentials ?? Admin, TimeProvider.System.GetUtcNow());
        var answer = new Answer();
        await _service.Pipeline.Answer(
            new IncomingRequest
            {
                Signed = new SignedRequest("POST", "/", new HeaderField[] { headers[0], headers[1] }.Concat(signed).ToArray()),
                Body = form.WrittenMemory,
                ContentType = headers[1].Value,
                Source = RequestSource.Unknown,
            },
            answer,
            default);
        return ResponseReader.Read<TOutput>(TInput.Operation, answer.Status, answer.Body.ToArray(), out _);
    }

    /// <summary>A call that must succeed.</summary>
    public async Task<TOutput> Do<TInput, TOutput>(IOperationInput<TInput, TOutput> input, SigningCredentials? credentials = null)
        where TInput : IOperationInput<TInput, TOutput>
        where TOutput : IOperationOutput<TOutput>
    {
        var result = await Call(input, credentials);
        return result.Succeeded ? result.Value : throw new InvalidOperationException($"{TInput.Operation.Name}: {result.Error.Code}: {result.Error.Message}");
    }

    private sealed class SilentLog : IPipelineLog
    {
        public void Answered(Answer answer, OperationContext context)
        {
        }

        public void Failed(string requestId, string? operation, Exception cause) => throw new InvalidOperationException(operation, cause);

        public void Unavailable(string requestId, string? operation, Exception cause) => throw new InvalidOperationException(operation, cause);

        public void Dropped(Exception cause) => throw new InvalidOperationException("dropped", cause);
    }
}
