using System.Text;
using Daypass.JmesPath.Values;
using Daypass.Protocol;
using Daypass.Protocol.Catalogue;

namespace Daypass.Mcp.Naming;

/// <summary>
/// Every role, user, group, policy and provider that the parameters of a call name: by its name, by its ARN anywhere, by what is written,
/// or by leaving it out.
/// </summary>
internal sealed class EntityNames
{
    private static readonly string[] Reading = ["Get", "List", "Simulate", "Generate"];

    /// <summary>Parameters that hold the name of something, without its path.</summary>
    private static readonly Dictionary<string, NamedKind> Names = new(StringComparer.Ordinal)
    {
        ["RoleName"] = NamedKind.Role,
        ["UserName"] = NamedKind.User,
        ["NewUserName"] = NamedKind.User,
        ["GroupName"] = NamedKind.Group,
        ["NewGroupName"] = NamedKind.Group,
    };

    /// <summary>Commands that reach somebody by an id that says nothing: what they reach is not known.</summary>
    private static readonly Dictionary<string, NamedKind[]> Hidden = new(StringComparer.Ordinal)
    {
        ["GetAccessKeyLastUsed"] = [NamedKind.User],
        ["GetServiceLastAccessedDetails"] = [NamedKind.User, NamedKind.Role, NamedKind.Group, NamedKind.Policy],
        ["GetServiceLastAccessedDetailsWithEntities"] = [NamedKind.User, NamedKind.Role, NamedKind.Group, NamedKind.Policy],
        ["GetServiceLinkedRoleDeletionStatus"] = [NamedKind.Role],
        ["GetDelegatedAccessToken"] = [NamedKind.Role, NamedKind.User, NamedKind.Policy],
        ["AcceptDelegationRequest"] = [NamedKind.Role, NamedKind.User, NamedKind.Policy],
        ["AssociateDelegationRequest"] = [NamedKind.Role, NamedKind.User, NamedKind.Policy],
        ["RejectDelegationRequest"] = [NamedKind.Role, NamedKind.User, NamedKind.Policy],
        ["SendDelegationToken"] = [NamedKind.Role, NamedKind.User, NamedKind.Policy],
        ["UpdateDelegationRequest"] = [NamedKind.Role, NamedKind.User, NamedKind.Policy],
        ["GetDelegationRequest"] = [NamedKind.Role, NamedKind.User, NamedKind.Policy],
        ["GetHumanReadableSummary"] = [NamedKind.Role, NamedKind.User, NamedKind.Policy],
        ["AcquireRole"] = [NamedKind.Role, NamedKind.Policy],
    };

    private readonly List<NamedEntity> _found = [];
    private readonly string _account;
    private readonly string _partition;

    private EntityNames(string? account, string? partition) => (_account, _partition) = (account ?? "*", partition ?? "aws");

    /// <summary>True for an operation that only answers a question.</summary>
    public static bool OnlyReads(OperationDescription operation) => operation.Service.Service == Service.Sts
        ? operation.Name is "GetCallerIdentity" or "GetAccessKeyInfo" or "DecodeAuthorizationMessage"
        : Array.Exists(Reading, verb => operation.Name.StartsWith(verb, StringComparison.Ordinal));

    /// <summary>True when some call of an operation can name an entity of a kind by its parameters.</summary>
    public static bool CanName(OperationDescription operation, NamedKind kind) => kind switch
    {
        NamedKind.Role or NamedKind.User => true,
        NamedKind.Group => operation.Input.Any(static member => IsGroup(member.Name)),
        NamedKind.Policy => operation.Input.Any(static member => member.Name.Contains("Policy", StringComparison.Ordinal) || CanHoldArn(member)),
        _ => operation.Input.Any(static member => member.Name.Contains("Provider", StringComparison.Ordinal) || CanHoldArn(member)
            || member.Name is "PrincipalArn" or "WebIdentityToken" or "SAMLMetadataDocument" or "Url"),
    } || Hidden.ContainsKey(operation.Name);

    /// <summary>What a call names.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="parameters">Its parameters.</param>
    /// <param name="caller">The caller's ARN; null when it is not known.</param>
    /// <param name="account">The caller's account; null when it is not known.</param>
    public static IReadOnlyList<NamedEntity> Find(OperationDescription operation, MapValue parameters, string? caller, string? account)
    {
        var names = new EntityNames(account, Arn.TryParse(caller, out var arn) ? arn.Partition.ToString() : null);
        names.AddMembers(operation, operation.Input, parameters);
        names.AddUnsaid(operation, parameters, caller);
        foreach (var document in WrittenDocument.Find(operation, parameters))
        {
            names._found.AddRange(DocumentReach.Find(document));
        }

        return names._found;
    }

    private static bool IsGroup(string name) => Names.TryGetValue(name, out var kind) && kind == NamedKind.Group;

    private static bool CanHoldArn(MemberDescription member) =>
        member.Name.EndsWith("Arn", StringComparison.Ordinal) || member.Name.EndsWith("Arns", StringComparison.Ordinal);

    private static bool Makes(OperationDescription operation, string thing) =>
        operation.Name.StartsWith("Create", StringComparison.Ordinal) && operation.Name.AsSpan("Create".Length).StartsWith(thing);

    private void AddMembers(OperationDescription operation, IReadOnlyList<MemberDescription> members, MapValue values)
    {
        foreach (var value in values.Members)
        {
            Add(operation, members.FirstOrDefault(member => member.Name == value.Name), value.Value, values);
        }
    }

    private void Add(OperationDescription operation, MemberDescription? member, Value value, MapValue beside)
    {
        switch (value)
        {
            case TextValue { Text: var text } when member is not null:
                AddText(operation, member, text, beside);
                break;
            case ListValue list:
                foreach (var item in list.Items)
                {
                    Add(operation, item is TextValue ? member : member?.Element, item, beside);
                }

                break;
            case MapValue map:
                AddMembers(operation, member?.Members ?? [], map);
                break;
        }
    }

    private void AddText(OperationDescription operation, MemberDescription member, string text, MapValue beside)
    {
        if (EntityArn.Classify(text) is { } kind)
        {
            _found.Add(new NamedEntity(kind, EntityArn.Normalize(text)) { LacksPath = text.Contains(":assumed-role/", StringComparison.Ordinal) });
        }
        else if (Names.TryGetValue(member.Name, out var named))
        {
            var path = member.Name.StartsWith("New", StringComparison.Ordinal) ? beside.FindText("NewPath")
                : Makes(operation, named.ToString()) ? beside.FindText("Path") ?? "/" : null;
            AddNamed(named, text, path);
        }
        else if (member.Name == "PolicyName")
        {
            var managed = Makes(operation, "Policy");
            _found.Add(new NamedEntity(NamedKind.Policy, $"arn:{_partition}:iam::{_account}:policy{(managed ? beside.FindText("Path") ?? "/" : "/")}{text}")
            {
                IsInline = !managed,
            });
        }
        else if (member.Name == "Name" && operation.Name == "CreateSAMLProvider")
        {
            _found.Add(new NamedEntity(NamedKind.Provider, $"arn:{_partition}:iam::{_account}:saml-provider/{text}"));
        }
        else if (member.Name == "Url" && operation.Name == "CreateOpenIDConnectProvider")
        {
            AddIssuer(text, _account);
        }
        else if (member.Name == "AWSServiceName")
        {
            _found.Add(new NamedEntity(NamedKind.Role, $"arn:{_partition}:iam::{_account}:role/aws-service-role/{text}/AWSServiceRole*"));
        }
        else if (member.Name == "WebIdentityToken")
        {
            AddIssuer(ReadIssuer(text) ?? "*", Arn.TryParse(beside.FindText("RoleArn"), out var role) ? role.Account.ToString() : _account);
        }
    }

    private void AddNamed(NamedKind kind, string name, string? path) =>
        _found.Add(new NamedEntity(kind, $"arn:{_partition}:iam::{_account}:{EntityArn.Word(kind)}{path ?? "/"}{name}") { LacksPath = path is null });

    private void AddIssuer(string url, string account)
    {
        var start = url.IndexOf("://", StringComparison.Ordinal);
        _found.Add(new NamedEntity(NamedKind.Provider, $"arn:{_partition}:iam::{account}:oidc-provider/{(start < 0 ? url : url[(start + 3)..])}"));
    }

    // Who leaves the user out means the caller, or the owner of a key.
    private void AddUnsaid(OperationDescription operation, MapValue parameters, string? caller)
    {
        if (operation.Input.Any(static member => member.Name == "UserName" && !member.Required) && !parameters.TryGet("UserName", out _))
        {
            AddOwner(parameters.TryGet("AccessKeyId", out _) ? null : caller);
        }

        if (operation.Name == "ChangePassword")
        {
            AddOwner(caller);
        }

        foreach (var kind in Hidden.GetValueOrDefault(operation.Name, []))
        {
            _found.Add(new NamedEntity(kind, "*"));
        }
    }

    // A role's session owns no keys of its own.
    private void AddOwner(string? caller)
    {
        if (caller is null || EntityArn.Classify(caller) == NamedKind.User)
        {
            _found.Add(new NamedEntity(NamedKind.User, caller ?? "*"));
        }
    }

    private static string? ReadIssuer(string token)
    {
        var parts = token.Split('.');
        if (parts.Length != 3)
        {
            return null;
        }

        var text = parts[1].Replace('-', '+').Replace('_', '/').PadRight((parts[1].Length + 3) / 4 * 4, '=');
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length)
            ? (JsonText.Parse(Encoding.UTF8.GetString(bytes, 0, length), out _) as MapValue)?.FindText("iss")
            : null;
    }
}
