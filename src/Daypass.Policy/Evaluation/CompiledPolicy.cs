using System.Diagnostics.CodeAnalysis;
using System.Text;
using Daypass.Policy.Language;
using Daypass.Policy.Matching;
using Daypass.Policy.Parsing;
using Daypass.Policy.Requests;
using Daypass.Policy.Validation;

namespace Daypass.Policy.Evaluation;

/// <summary>A policy document compiled for one kind of use; immutable and safe to share between threads.</summary>
public sealed class CompiledPolicy
{
    private readonly Lazy<IReadOnlyList<string>> _contextKeys;

    private CompiledPolicy(PolicyDocument document, string? source, PolicyKind kind, IReadOnlyDictionary<string, string>? principalIds)
    {
        Kind = kind;
        Source = source;
        Version = document.Version;
        Statements = document.Statements;
        var services = new Dictionary<string, string>(StringComparer.Ordinal);
        Compiled = [.. document.Statements.Select(
            statement => new CompiledStatement(statement, kind, document.HasVariables, services, principalIds))];
        Denies = new ServiceIndex(Compiled, Effect.Deny);
        Allows = new ServiceIndex(Compiled, Effect.Allow);
        _contextKeys = new Lazy<IReadOnlyList<string>>(() => ReadContextKeys(document));
    }

    /// <summary>The part the document was compiled for.</summary>
    public PolicyKind Kind { get; }

    /// <summary>The text it was compiled from; null when it was compiled from bytes or from a document that was read already.</summary>
    public string? Source { get; }

    /// <summary>The Version element as written; null means 2008-10-17.</summary>
    public string? Version { get; }

    /// <summary>The statements as written, in document order.</summary>
    public IReadOnlyList<Statement> Statements { get; }

    /// <summary>
    /// Every condition key the document reads, in conditions and in variables, in order of appearance and each spelling once, with the three
    /// characters that are written like variables (<c>${*}</c>): what the policy simulator calls context keys.
    /// </summary>
    public IReadOnlyList<string> ContextKeys => _contextKeys.Value;

    /// <summary>Whether it reads a condition key that begins so, in a condition or a variable.</summary>
    public bool Reads(string keyPrefix)
    {
        ArgumentNullException.ThrowIfNull(keyPrefix);
        var keys = ContextKeys;
        for (var index = 0; index < keys.Count; index++)
        {
            if (keys[index].StartsWith(keyPrefix, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The first condition whose operator there is not, as a fault; null when every operator is known.</summary>
    public PolicyFault? FindUnknownOperator()
    {
        foreach (var statement in Statements)
        {
            if (ConditionRules.ValidateOperators(statement) is { } fault)
            {
                return fault;
            }
        }

        return null;
    }

    internal CompiledStatement[] Compiled { get; }

    internal ServiceIndex Denies { get; }

    internal ServiceIndex Allows { get; }

    /// <summary>The document's own string for the request's service, or null when no statement names it.</summary>
    internal string? FindService(AuthorizationRequest request)
    {
        Denies.FindStatements(request, out var denied);
        Allows.FindStatements(request, out var allowed);
        return denied ?? allowed;
    }

    /// <summary>
    /// Compiles a document. Only broken structure fails: whatever IAM would refuse for its meaning compiles, and
    /// evaluates without ever throwing (<see cref="PolicyValidator"/> is the one that refuses).
    /// </summary>
    /// <param name="json">The document.</param>
    /// <param name="kind">The part it plays.</param>
    /// <param name="principalIds">
    /// For AWS principals, the unique id stored when the document was saved, by ARN as written. Such an entry matches
    /// only a caller, or a session's role or user, of that id, never a namesake made later.
    /// </param>
    /// <param name="policy">The compiled document.</param>
    /// <param name="fault">Why it did not compile.</param>
    public static bool TryCompile(
        string json,
        PolicyKind kind,
        IReadOnlyDictionary<string, string>? principalIds,
        [NotNullWhen(true)] out CompiledPolicy? policy,
        [NotNullWhen(false)] out PolicyFault? fault)
    {
        ArgumentNullException.ThrowIfNull(json);
        policy = PolicyReader.TryRead(Encoding.UTF8.GetBytes(json), out var document, out fault)
            ? new CompiledPolicy(document, json, kind, principalIds)
            : null;
        return policy is not null;
    }

    /// <inheritdoc cref="TryCompile(string, PolicyKind, IReadOnlyDictionary{string, string}?, out CompiledPolicy?, out PolicyFault?)"/>
    public static bool TryCompile(
        string json, PolicyKind kind, [NotNullWhen(true)] out CompiledPolicy? policy, [NotNullWhen(false)] out PolicyFault? fault) =>
        TryCompile(json, kind, null, out policy, out fault);

    /// <summary>Compiles a document given as UTF-8.</summary>
    public static bool TryCompile(
        ReadOnlySpan<byte> utf8,
        PolicyKind kind,
        IReadOnlyDictionary<string, string>? principalIds,
        [NotNullWhen(true)] out CompiledPolicy? policy,
        [NotNullWhen(false)] out PolicyFault? fault)
    {
        policy = PolicyReader.TryRead(utf8, out var document, out fault) ? new CompiledPolicy(document, null, kind, principalIds) : null;
        return policy is not null;
    }

    internal static CompiledPolicy Compile(PolicyDocument document, PolicyKind kind, IReadOnlyDictionary<string, string>? principalIds) =>
        new(document, null, kind, principalIds);

    /// <summary>
    /// Compiles a document as the policy simulator takes it: its structure has to be right, its elements and the values of its conditions need not
    /// be, and a document without a Statement says nothing. Its operators are for the caller to look at: <see cref="FindUnknownOperator"/>.
    /// </summary>
    /// <param name="json">The document.</param>
    /// <param name="kind">The part it plays.</param>
    /// <param name="policy">The compiled document.</param>
    /// <param name="fault">Why it was not taken.</param>
    public static bool TryCompileSimulated(
        string json, PolicyKind kind, [NotNullWhen(true)] out CompiledPolicy? policy, [NotNullWhen(false)] out PolicyFault? fault)
    {
        ArgumentNullException.ThrowIfNull(json);
        policy = PolicyReader.TryRead(Encoding.UTF8.GetBytes(json), out var document, out fault, needsStatement: false)
            ? new CompiledPolicy(document, json, kind, null)
            : null;
        return policy is not null;
    }

    private static List<string> ReadContextKeys(PolicyDocument document)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return [.. FindKeys(document).Where(seen.Add)];
    }

    private static IEnumerable<string> FindKeys(PolicyDocument document)
    {
        foreach (var statement in document.Statements)
        {
            foreach (var key in FindVariables(statement.Resources, document))
            {
                yield return key;
            }

            foreach (var condition in statement.Conditions ?? [])
            {
                yield return condition.Key;
                foreach (var key in FindVariables(condition.Values, document))
                {
                    yield return key;
                }
            }
        }
    }

    private static IEnumerable<string> FindVariables(IReadOnlyList<string>? texts, PolicyDocument document) =>
        document.HasVariables && texts is not null ? texts.SelectMany(PatternText.FindVariables) : [];
}
