using System.Text.Json.Nodes;

namespace Daypass.Testing;

/// <summary>What a user and a role have in common: permissions, a boundary, tags.</summary>
/// <typeparam name="TSelf">The one or the other.</typeparam>
public abstract class PrincipalBuilder<TSelf> where TSelf : PrincipalBuilder<TSelf>
{
    private readonly JsonArray _statements = [];

    private protected PrincipalBuilder(AccountBuilder account, string name) => (Account, Json) = (account, new JsonObject { ["name"] = name });

    internal JsonObject Json { get; }

    private protected AccountBuilder Account { get; }

    /// <summary>Allows an action.</summary>
    /// <param name="action">Such as <c>s3:GetObject</c> or <c>s3:*</c>.</param>
    /// <param name="resource">An ARN, which may have wildcards.</param>
    public TSelf Allow(string action, string resource = "*") => Add("Allow", action, resource);

    /// <summary>Denies an action, whatever else allows it.</summary>
    /// <param name="action">The action.</param>
    /// <param name="resource">An ARN, which may have wildcards.</param>
    public TSelf Deny(string action, string resource = "*") => Add("Deny", action, resource);

    /// <summary>An inline policy as it stands in files.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="document">The JSON document.</param>
    public TSelf Policy(string name, string document)
    {
        Inline()[name] = PolicyJson.Parse(document, nameof(document));
        return (TSelf)this;
    }

    /// <summary>Attaches a managed policy.</summary>
    /// <param name="arn">Its ARN.</param>
    public TSelf ManagedPolicy(string arn)
    {
        if (Json["managedPolicies"] is not JsonArray attached)
        {
            Json["managedPolicies"] = attached = [];
        }

        attached.Add(arn);
        return (TSelf)this;
    }

    /// <summary>Sets the permissions boundary.</summary>
    /// <param name="arn">The ARN of a managed policy.</param>
    public TSelf Boundary(string arn)
    {
        Json["permissionsBoundary"] = arn;
        return (TSelf)this;
    }

    /// <summary>Adds a tag.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="value">Its value.</param>
    public TSelf Tag(string key, string value)
    {
        if (Json["tags"] is not JsonObject tags)
        {
            Json["tags"] = tags = [];
        }

        tags[key] = value;
        return (TSelf)this;
    }

    private TSelf Add(string effect, string action, string resource)
    {
        _statements.Add(new JsonObject { ["Effect"] = effect, ["Action"] = action, ["Resource"] = resource });
        Inline()["permissions"] = PolicyJson.Document(_statements);
        return (TSelf)this;
    }

    private JsonObject Inline()
    {
        if (Json["inlinePolicies"] is not JsonObject inline)
        {
            Json["inlinePolicies"] = inline = [];
        }

        return inline;
    }
}
