using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Daypass.Protocol;
using Daypass.Protocol.Catalogue;
using Daypass.Testing;
using Daypass.Testing.Saml;
using Daypass.Testing.Server;
using Xunit.Abstractions;

namespace Daypass.Server.Tests.Clients;

/// <summary>
/// One Python process calls every operation of IAM with boto3 and holds each answer against boto3's own model (tests/tools/python/iam_rows.py).
/// </summary>
public class IamBreadth : IAsyncLifetime
{
    private const string Channel = "partner-hook";

    /// <summary>The calls in their order.</summary>
    internal IReadOnlyList<BreadthRow> Rows { get; private set; } = [];

    /// <summary>Another client, and the model to hold its answers to.</summary>
    protected virtual IEnumerable<string> More => [];

    public async Task InitializeAsync()
    {
        await using var server = await RunningServer.Start();
        var (parts, cancelled) = (server.Host.Service.Parts, CancellationToken.None);
        var partner = parts.Accounts.Prepare(AccountId.NewRandom(), "partner");
        Assert.True((await parts.Accounts.Store(partner, cancelled)).Succeeded);
        Assert.True((await parts.Partners.Register(partner.Account.Id, "Acme", Channel, new Uri("https://partner.invalid/hook"), cancelled)).Succeeded);
        Assert.True((await parts.Organizations.Join(server.Account, partner.Account.Id, cancelled)).Succeeded);

        using var key = RSA.Create(2048);
        var metadata = Path.Combine(server.DataFolder, "metadata.xml");
        await File.WriteAllTextAsync(metadata, new TestSamlIdp(key).Metadata);
        await WriteKeys(server.DataFolder, key);
        var outcome = await ForeignProgram.Run(
            server, server.Admin, "python3",
            [
                Path.Combine(ForeignProgram.Tools, "python", "iam_breadth.py"), server.Account, Channel, metadata, partner.Admin.Key.Id,
                partner.Admin.Secret.Reveal(), .. More,
            ]);
        Rows = [.. outcome.Succeeded().Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(static line => JsonSerializer.Deserialize<BreadthRow>(line, JsonSerializerOptions.Web)!)];
    }

    public Task DisposeAsync() => Task.CompletedTask;

    // Beside the metadata, where the rows find them.
    private static async Task WriteKeys(string folder, RSA key)
    {
        using var authority = new TestAuthority();
        using var certificate = authority.Issue();
        using var own = certificate.GetECDsaPrivateKey()!;
        await File.WriteAllTextAsync(Path.Combine(folder, "ssh.pem"), key.ExportSubjectPublicKeyInfoPem());
        await File.WriteAllTextAsync(Path.Combine(folder, "certificate.pem"), certificate.ExportCertificatePem());
        await File.WriteAllTextAsync(Path.Combine(folder, "chain.pem"), authority.Root.ExportCertificatePem());
        await File.WriteAllTextAsync(Path.Combine(folder, "key.pem"), own.ExportPkcs8PrivateKeyPem());
    }
}

/// <summary>One call.</summary>
/// <param name="Operation">The operation.</param>
/// <param name="Through"><c>boto3</c>, or <c>form</c> when this boto3's model does not know the operation yet.</param>
/// <param name="Wrong">What was wrong, or null.</param>
internal sealed record BreadthRow(string Operation, string? Through, string? Wrong);

[Trait("Category", "foreign")]
public sealed class IamBreadthTests(IamBreadth breadth, ITestOutputHelper output) : IClassFixture<IamBreadth>
{
    public static TheoryData<string> Operations => [.. OperationCatalogue.List(Service.Iam).Select(static operation => operation.Name)];

    [Theory, MemberData(nameof(Operations))]
    public void Every_operation_answers_boto3_as_its_model_says(string operation)
    {
        var rows = breadth.Rows.Where(row => row.Operation == operation).ToList();
        Assert.True(rows.Count > 0, $"iam_rows.py has no row for {operation}.");
        Assert.All(rows, static row => Assert.Null(row.Wrong));
        if (rows.Exists(static row => row.Through == "form"))
        {
            output.WriteLine($"{operation}: this boto3's model does not have it; it was called by a form of our own instead.");
        }
    }

    [Fact]
    public void No_row_is_of_an_operation_that_is_not_ours() =>
        Assert.Empty(breadth.Rows.Select(static row => row.Operation).Except(OperationCatalogue.List(Service.Iam).Select(static operation => operation.Name)));
}
