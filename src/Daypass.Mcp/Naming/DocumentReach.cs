using Daypass.Policy.Evaluation;
using Daypass.Policy.Language;
using Daypass.Protocol.Catalogue;

namespace Daypass.Mcp.Naming;

/// <summary>
/// Which roles, users, groups, policies and providers a document gives a hold on: those it allows to be assumed, passed or changed, and
/// those it lets in. What cannot be read reaches everything.
/// </summary>
internal static class DocumentReach
{
    private static readonly string[] Passing = ["iam:PassRole", "sts:TagSession", "sts:SetSourceIdentity"];

    /// <summary>What a document names.</summary>
    public static IEnumerable<NamedEntity> Find(WrittenDocument document)
    {
        if (!document.Gives)
        {
            return [];
        }

        return CompiledPolicy.TryCompile(document.Text, document.Kind, out var policy, out _)
            ? policy.Statements.Where(static statement => statement.Effect == Effect.Allow).SelectMany(Reached)
            : [new NamedEntity(null, "*") { IsInDocument = true }];
    }

    private static IEnumerable<NamedEntity> Reached(Statement statement)
    {
        foreach (var principal in statement.IsNotPrincipal ? [] : statement.Principals ?? [])
        {
            if (EntityArn.Classify(principal.Value) is { } kind)
            {
                yield return new NamedEntity(kind, EntityArn.Normalize(principal.Value)) { IsInDocument = true };
            }
        }

        if (statement.Resources is null || !Changes(statement))
        {
            yield break;
        }

        foreach (var resource in statement.IsNotResource ? ["*"] : statement.Resources)
        {
            yield return new NamedEntity(null, WithoutVariables(resource)) { IsInDocument = true };
        }
    }

    // A variable may become anything.
    private static string WithoutVariables(string resource)
    {
        while (resource.IndexOf("${", StringComparison.Ordinal) is >= 0 and var start)
        {
            var end = resource.IndexOf('}', start);
            resource = resource[..start] + "*" + (end < 0 ? string.Empty : resource[(end + 1)..]);
        }

        return resource;
    }

    // Reading about an entity is no hold on it.
    private static bool Changes(Statement statement)
    {
        foreach (var action in Acting())
        {
            var listed = statement.Actions?.Any(pattern => Wildcards.Fits(pattern, action, caseCounts: false)) ?? false;
            if (listed != statement.IsNotAction)
            {
                return true;
            }
        }

        return false;
    }

    private static IEnumerable<string> Acting() => OperationCatalogue.List(Service.Iam)
        .Concat(OperationCatalogue.List(Service.Sts)).Where(static operation => !EntityNames.OnlyReads(operation))
        .Select(static operation => operation.Permission).Concat(Passing);
}
