using System.Globalization;
using System.Text.Json.Nodes;

namespace Daypass.Testing;

/// <summary>What a role is: who may assume it and what it may do.</summary>
public sealed class RoleBuilder : PrincipalBuilder<RoleBuilder>
{
    private readonly List<string> _trusted = [];
    private readonly List<string> _services = [];
    private readonly JsonObject _conditions = [];
    private JsonNode? _trust;

    internal RoleBuilder(AccountBuilder account, string name) : base(account, name)
    {
    }

    /// <summary>Trusts somebody.</summary>
    /// <param name="principal">The name of a user of the account, an account of 12 digits, or an ARN.</param>
    public RoleBuilder TrustedBy(string principal)
    {
        ArgumentNullException.ThrowIfNull(principal);
        var isWhole = principal.StartsWith("arn:", StringComparison.Ordinal)
            || (principal.Length == 12 && !principal.AsSpan().ContainsAnyExceptInRange('0', '9'));
        _trusted.Add(isWhole ? principal : $"arn:aws:iam::{Account.Id}:user/{principal}");
        return this;
    }

    /// <summary>Trusts a service.</summary>
    /// <param name="service">Such as <c>ec2.amazonaws.com</c>.</param>
    public RoleBuilder TrustedByService(string service)
    {
        _services.Add(service);
        return this;
    }

    /// <summary>Is assumed only with this external id.</summary>
    public RoleBuilder WithExternalId(string value) => When("StringEquals", "sts:ExternalId", value);

    /// <summary>Is assumed only on a condition.</summary>
    /// <param name="condition">Such as <c>StringLike</c>.</param>
    /// <param name="key">Such as <c>sts:RoleSessionName</c>.</param>
    /// <param name="value">What it is compared with.</param>
    public RoleBuilder When(string condition, string key, string value)
    {
        if (_conditions[condition] is not JsonObject keys)
        {
            _conditions[condition] = keys = [];
        }

        keys[key] = value;
        return this;
    }

    /// <summary>The trust policy as it stands in files, in place of all the above.</summary>
    /// <param name="document">The JSON document.</param>
    public RoleBuilder TrustPolicy(string document)
    {
        _trust = PolicyJson.Parse(document, nameof(document));
        return this;
    }

    /// <summary>How long its sessions may last at most.</summary>
    public RoleBuilder LongestSession(TimeSpan length)
    {
        Json["maxSessionSeconds"] = (int)length.TotalSeconds;
        return this;
    }

    internal JsonObject Finish()
    {
        Json["trustPolicy"] = _trust ?? Trust();
        return Json;
    }

    private JsonObject Trust()
    {
        if (_trusted.Count + _services.Count == 0)
        {
            throw new InvalidOperationException(string.Create(
                CultureInfo.InvariantCulture, $"Nobody may assume the role {Json["name"]}: say who with TrustedBy, TrustedByService or TrustPolicy."));
        }

        var principal = new JsonObject();
        if (_trusted.Count > 0)
        {
            principal["AWS"] = new JsonArray([.. _trusted.Select(static one => (JsonNode)one)]);
        }

        if (_services.Count > 0)
        {
            principal["Service"] = new JsonArray([.. _services.Select(static one => (JsonNode)one)]);
        }

        var statement = new JsonObject { ["Effect"] = "Allow", ["Principal"] = principal, ["Action"] = "sts:AssumeRole" };
        if (_conditions.Count > 0)
        {
            statement["Condition"] = _conditions.DeepClone();
        }

        return PolicyJson.Document([statement]);
    }
}
