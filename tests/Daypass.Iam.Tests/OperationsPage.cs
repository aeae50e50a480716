using System.Text;
using Daypass.Core.Operations;
using Daypass.Protocol.Catalogue;

namespace Daypass.Iam.Tests;

/// <summary>Writes docs/operations.md from the operations this server has: what the catalogue says of each, and its permission.</summary>
internal static class OperationsPage
{
    private const string Head = """
        # Operations

        Every operation this server answers, what it asks the policy engine, and which condition keys it adds beside the global ones, and whether the model AWS
        publishes has it (a test holds the records against it). An operation that is not listed is answered with 400 `InvalidAction`.
        Lists ask about the path they list, creations about the ARN to be, everything else about the ARN the entity has.

        This page is made from the code; `DAYPASS_WRITE_DOCS=1 dotnet test tests/Daypass.Iam.Tests --filter OperationsPageTests` writes it anew.

        """;

    /// <summary>The whole page.</summary>
    public static string Write(IEnumerable<Operation> served)
    {
        var all = served.OrderBy(static operation => operation.Description.Name, StringComparer.Ordinal).ToList();
        var operations = all.ConvertAll(static operation => operation.Description);
        var page = new StringBuilder(Head);
        page.Append(System.Globalization.CultureInfo.InvariantCulture,
            $"\n## STS: {operations.Count(IsSts)} operations\n\nTheir condition keys stand in [conditions.md](conditions.md).\n\n| operation | what it does"
                + $" | permission | in AWS's model |\n|---|---|---|---|\n");
        foreach (var operation in operations.Where(IsSts))
        {
            page.Append(System.Globalization.CultureInfo.InvariantCulture,
                $"| {operation.Name} | {Sentence(operation)} |"
                    + $" {(operation.Unsigned ? "none: the request is its own proof, the role's trust policy decides" : $"`{operation.Permission}`")} |"
                        + $" {Modelled(operation)} |\n");
        }

        page.Append(System.Globalization.CultureInfo.InvariantCulture,
            $"\n## IAM: {operations.Count(IsIam)} operations\n\n| operation | what it does | permission | resource | condition keys | in AWS's model"
                + $" |\n|---|---|---|---|---|---|\n");
        foreach (var (operation, permission) in all.Select(static operation => (operation.Description, operation.Permission))
            .Where(static row => IsIam(row.Description)))
        {
            var actions = new[] { permission.Action, permission.TagAction is { } tag ? tag + " (with tags)" : null }
                .OfType<string>().Concat(permission.AlsoActions).Select(Code);
            page.Append(
                System.Globalization.CultureInfo.InvariantCulture,
                $"| {operation.Name} | {Sentence(operation)} | {string.Join(", ", actions)} | {Code(permission.Resource)} |"
                    + $" {Keys(permission.ConditionKeys)} | {Modelled(operation)} |\n");
        }

        page.Append(System.Globalization.CultureInfo.InvariantCulture,
            $"\n## Organizations: {operations.Count(IsOrganizations)} operations\n\nAsked of the organisation of the caller's account; all but"
                + $" `CreateOrganization`, `DescribeOrganization`, `DescribeEffectivePolicy` and `LeaveOrganization` in its management account alone"
                + $" ([organizations.md](organizations.md)).\n\n| operation | what it does | permission | resource | condition keys"
                + $" |\n|---|---|---|---|---|\n");
        foreach (var (operation, permission) in all.Select(static operation => (operation.Description, operation.Permission))
            .Where(static row => IsOrganizations(row.Description)))
        {
            var actions = new[] { permission.Action, permission.TagAction is { } tag ? tag + " (with tags)" : null }.OfType<string>().Select(Code);
            page.Append(
                System.Globalization.CultureInfo.InvariantCulture,
                $"| {operation.Name} | {Sentence(operation)} | {string.Join(", ", actions)} |"
                    + $" {string.Join(", ", permission.Resource.Split(", ").Select(Code))} | {Keys(permission.ConditionKeys)} |\n");
        }

        page.Append(System.Globalization.CultureInfo.InvariantCulture,
            $"\n## IAM Toolbox: {operations.Count(IsToolbox)} operations\n\nThey are called in restJson1 with the signature of IAM, and answer for the"
                + $" authorization ids in IAM's denials ([operating.md](operating.md#why-a-call-was-refused)).\n\n"
                + $"| operation | what it does | request | permission |\n|---|---|---|---|\n");
        foreach (var (operation, permission) in all.Select(static operation => (operation.Description, operation.Permission))
            .Where(static row => IsToolbox(row.Description)))
        {
            var route = operation.Route!;
            page.Append(System.Globalization.CultureInfo.InvariantCulture,
                $"| {operation.Name} | {Sentence(operation)} | `{route.Method} /{string.Join('/', route.Segments)}` | {Code(permission.Action)} on"
                    + $" {Code(permission.Resource)} |\n");
        }

        // Whatever is of none of them stands here too: an operation that is served is on the page.
        page.Append("\n## Of our own\n\nNo client of AWS has these; [check-access.md](check-access.md) tells how to call them.\n\n| operation | what it"
            + " does | version | permission |\n|---|---|---|---|\n");
        foreach (var (operation, permission) in all.Select(static operation => (operation.Description, operation.Permission))
            .Where(static row => !IsSts(row.Description) && !IsIam(row.Description)
                && !IsToolbox(row.Description) && !IsOrganizations(row.Description)))
        {
            page.Append(System.Globalization.CultureInfo.InvariantCulture,
                $"| {operation.Name} | {Sentence(operation)} | {operation.Service.Version} | {Code(permission.Action)} on {Code(permission.Resource)} |\n");
        }

        return page.ToString();
    }

    private static string Keys(IEnumerable<string> names) => string.Join(", ", names.Select(Code));

    // What is ours alone says so in its description; AWS's clients do not send it.
    private static string Modelled(OperationDescription operation)
    {
        var ours = operation.Input.Where(static member => member.Summary.StartsWith("Daypass only:", StringComparison.Ordinal))
            .Select(static member => Code(member.Name)).ToList();
        return ours.Count == 0 ? "yes" : $"yes, but for {string.Join(" and ", ours)}";
    }

    private static bool IsToolbox(OperationDescription operation) => operation.Service.Service == Service.Toolbox;

    private static bool IsSts(OperationDescription operation) => operation.Service.Service == Service.Sts;

    private static bool IsIam(OperationDescription operation) => operation.Service.Service == Service.Iam;

    private static bool IsOrganizations(OperationDescription operation) => operation.Service.Service == Service.Organizations;

    private static string Sentence(OperationDescription operation) => operation.Summary.TrimEnd('.').Replace("|", "\\|", StringComparison.Ordinal);

    private static string Code(string text) => text.EndsWith(" (with tags)", StringComparison.Ordinal) ? $"`{text[..^12]}` (with tags)" : $"`{text}`";
}
