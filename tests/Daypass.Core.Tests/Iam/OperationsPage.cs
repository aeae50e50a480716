using System.Text;
using Daypass.Core.Iam.Permissions;
using Daypass.Core.Pipeline;
using Daypass.Protocol.Catalogue;

namespace Daypass.Core.Tests.Iam;

/// <summary>Writes docs/operations.md from the catalogue, the table of permissions and the operations this server has.</summary>
internal static class OperationsPage
{
    private const string Head = """
        # Operations

        Every operation this server answers, what it asks the policy engine, and which condition keys it adds beside the global ones. All of them are in AWS's model; an
        operation that is not listed is answered with 400 `InvalidAction`. Lists ask about the path they list, creations about the ARN to be, everything else about the ARN the entity has.

        This page is made from the code; `DAYPASS_WRITE_DOCS=1 dotnet test tests/Daypass.Core.Tests --filter OperationsPageTests` writes it anew.

        """;

    /// <summary>The whole page.</summary>
    public static string Write(IEnumerable<OperationRoute> served)
    {
        var operations = served.Select(static route => route.Description).OrderBy(static operation => operation.Name, StringComparer.Ordinal).ToList();
        var page = new StringBuilder(Head);
        page.Append(System.Globalization.CultureInfo.InvariantCulture, $"\n## STS: {operations.Count(IsSts)} operations\n\n| operation | what it does | permission |\n|---|---|---|\n");
        foreach (var operation in operations.Where(IsSts))
        {
            page.Append(System.Globalization.CultureInfo.InvariantCulture, $"| {operation.Name} | {Sentence(operation)} | {(operation.Unsigned ? "none: the request is its own proof, the role's trust policy decides" : $"`{operation.Permission}`")} |\n");
        }

        page.Append(System.Globalization.CultureInfo.InvariantCulture, $"\n## IAM: {operations.Count(static operation => !IsSts(operation))} operations\n\n| operation | what it does | permission | resource | condition keys |\n|---|---|---|---|---|\n");
        foreach (var operation in operations.Where(static operation => !IsSts(operation)))
        {
            var row = IamPermissions.Of(operation.Name);
            var actions = new[] { row.Action, row.TagAction is { } tag ? tag + " (with tags)" : null, row.AlsoAction }.OfType<string>().Select(Code);
            page.Append(System.Globalization.CultureInfo.InvariantCulture, $"| {operation.Name} | {Sentence(operation)} | {string.Join(", ", actions)} | {Code(row.Scope is IamScope.Account ? "*" : row.Resource.Template)} | {string.Join(", ", PermissionKeyNames.Of(row).Select(Code))} |\n");
        }

        return page.ToString();
    }

    private static bool IsSts(OperationDescription operation) => operation.Service.Service == Service.Sts;

    private static string Sentence(OperationDescription operation) => operation.Summary.TrimEnd('.').Replace("|", "\\|", StringComparison.Ordinal);

    private static string Code(string text) => text.EndsWith(" (with tags)", StringComparison.Ordinal) ? $"`{text[..^12]}` (with tags)" : $"`{text}`";
}
