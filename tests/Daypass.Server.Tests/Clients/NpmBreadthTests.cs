using Daypass.Protocol.Catalogue;
using Daypass.Testing.Server;

namespace Daypass.Server.Tests.Clients;

/// <summary>The calls of <see cref="IamBreadth"/> with the newest SDK for JavaScript, unmodified: each operation is refused to somebody who may do nothing,
/// and then answers as the newest model says.</summary>
public sealed class NpmBreadth : IamBreadth
{
    protected override IEnumerable<string> More =>
        [Path.Combine(ForeignProgram.Tools, "javascript", "iam-bridge.mjs"), Path.Combine(ForeignProgram.Tools, "..", "vectors", "models", "iam.json")];
}

[Trait("Category", "foreign")]
public sealed class NpmBreadthTests(NpmBreadth breadth) : IClassFixture<NpmBreadth>
{
    /// <summary>What AWS documents and its newest model does not have.</summary>
    private static readonly string[] Newer = ["UpdateOpenIDConnectProvider"];

    /// <summary>
    /// Refused here whoever asks. AWS refuses GetMFADevice for virtual devices, and no API of AWS enrols any other kind. The world of these rows has no
    /// organisation; the reports on one are answered in <c>Daypass.Organizations.Tests</c>.
    /// </summary>
    private static readonly string[] RefusedToAll = ["GetMFADevice", "GenerateOrganizationsAccessReport", "GetOrganizationsAccessReport"];

    public static TheoryData<string> Operations => [.. OperationCatalogue.List(Service.Iam).Select(static operation => operation.Name)];

    [Theory, MemberData(nameof(Operations))]
    public void Every_operation_succeeds_once_and_is_refused_once(string operation)
    {
        var rows = breadth.Rows.Where(row => row.Operation == operation).ToList();
        Assert.NotEmpty(rows);
        Assert.All(rows, static row => Assert.Null(row.Wrong));
        Assert.Contains(rows, row => row.Through == (Newer.Contains(operation) ? "form" : RefusedToAll.Contains(operation) ? null : "npm"));
    }
}
