using System.Globalization;
using Daypass.Core.Operations;

namespace Daypass.Iam.Operations;

/// <summary>An operation of IAM: its permission, what it acts on and the work stand in one file, in the folder of its resource.</summary>
/// <typeparam name="TInput">The request record.</typeparam>
/// <typeparam name="TTarget">What it acts on, as it was read when permission was asked for.</typeparam>
/// <typeparam name="TOutput">The answer record.</typeparam>
internal abstract class IamOperation<TInput, TTarget, TOutput>(IamServices iam, IamPermission permission) : Operation<TInput, TTarget, TOutput>
    where TInput : IOperationInput<TInput, TOutput>
    where TOutput : IOperationOutput<TOutput>
{
    /// <inheritdoc/>
    public override Permission Permission => permission;

    /// <summary>What IAM's operations share.</summary>
    protected IamServices Iam { get; } = iam;

    /// <summary>What the request says for the condition keys of the permission.</summary>
    protected virtual IamRequestKeys KeysOf(TInput input) => IamRequestKeys.None;

    /// <summary>Asks for the permission on a resource, and adds the condition keys of the request.</summary>
    /// <param name="subject">The resource.</param>
    /// <param name="target">What the operation acts on.</param>
    /// <param name="input">The request.</param>
    /// <param name="context">Its context.</param>
    /// <param name="more">Accesses needed beside the permission itself.</param>
    protected Result<Demand<TTarget>> Require(
        PermissionSubject subject, TTarget target, TInput input, OperationContext context, params ReadOnlySpan<Access> more)
    {
        var keys = KeysOf(input);
        var accesses = new List<Access>(2 + more.Length) { On(permission.Action, subject) };
        accesses.AddRange(more);
        if (permission.TagAction is { } tagging && keys.Tags.Count > 0)
        {
            accesses.Add(On(tagging, subject));
        }

        AddKeys(keys, subject, context);
        return AddReadings(accesses, keys) is { } refusal ? refusal : new Demand<TTarget>(accesses, target);
    }

    /// <summary>An entity of the caller's account, or null, and the resource to ask about: one that is not there has the name it would have.</summary>
    protected async ValueTask<(T? Entity, PermissionSubject Subject)> Find<T>(string name, OperationContext context) where T : class, IEntity<T>
    {
        var (account, resource) = (context.Caller.Account, IamResource.For(T.Kind));
        var entity = await Iam.Store.Find<T>(account, name, context.Cancelled);
        return (entity, entity is not null
            ? PermissionSubject.From(entity, resource, Iam.Arns, name)
            : new PermissionSubject(Iam.Arns.Iam(account, resource.Type, "/", name), account) { Asked = name });
    }

    /// <summary>An action on a resource.</summary>
    protected static Access On(string action, PermissionSubject subject) => new(action, subject.Arn)
    {
        ResourceAccount = subject.Account,
        Asked = subject.Asked,
        Keys = subject.TagKeys(),
    };

    // Tags whose keys differ in case only can be read in several ways, and every one has to be allowed.
    private AwsError? AddReadings(List<Access> accesses, IamRequestKeys values)
    {
        var passed = (permission.Keys & PermissionKeys.RequestTags) == 0
            ? []
            : values.Tags.Select(static tag => new KeyValuePair<string, string>(PermissionKeyNames.RequestTag + tag.Key, tag.Value));
        for (var i = accesses.Count - 1; i >= 0; i--)
        {
            if (TagReadings.Of([.. accesses[i].Keys, .. passed]) is not { } readings)
            {
                return IamErrors.TooManyAlikeTagKeys;
            }

            for (var j = 0; readings.Count > 1 && j < readings.Count; j++)
            {
                accesses.Add(accesses[i] with { Keys = readings[j] });
            }
        }

        return null;
    }

    private void AddKeys(IamRequestKeys values, PermissionSubject subject, OperationContext context)
    {
        var keys = context.Keys;
        keys.Add(PermissionKeyNames.ResourceAccount, subject.Account);
        if ((permission.Keys & PermissionKeys.RequestTags) != 0 && values.Tags.Count > 0)
        {
            foreach (var tag in values.Tags)
            {
                keys.Add(PermissionKeyNames.RequestTag, tag.Key, tag.Value);
            }

            keys.Add(PermissionKeyNames.TagKeys, [.. values.Tags.Select(static tag => tag.Key)]);
        }

        if ((permission.Keys & PermissionKeys.TagKeys) != 0 && values.TagKeys.Count > 0)
        {
            keys.Add(PermissionKeyNames.TagKeys, values.TagKeys);
        }

        if ((permission.Keys & PermissionKeys.PropertyNamespaces) != 0)
        {
            keys.Add(PermissionKeyNames.PropertyNamespaces, values.PropertyNamespaces);
        }

        Add(PermissionKeys.Boundary, PermissionKeyNames.Boundary, values.Boundary ?? subject.Boundary);
        Add(PermissionKeys.PolicyArn, PermissionKeyNames.PolicyArn, values.PolicyArn);
        Add(PermissionKeys.ServiceName, PermissionKeyNames.ServiceName, values.Service);
        Add(PermissionKeys.PassedToService, PermissionKeyNames.PassedToService, values.PassedTo);
        Add(PermissionKeys.CredentialService, PermissionKeyNames.CredentialService, values.CredentialService);
        Add(PermissionKeys.OrganizationsPolicy, PermissionKeyNames.OrganizationsPolicy, values.OrganizationsPolicy);
        Add(PermissionKeys.CredentialAge, PermissionKeyNames.CredentialAge, values.CredentialAgeDays?.ToString(CultureInfo.InvariantCulture));

        if ((permission.Keys & PermissionKeys.Propagation) != 0)
        {
            Add(PermissionKeys.Propagation, PermissionKeyNames.Propagation, values.EnablesPropagation is { } enables ? (enables ? "true" : "false") : null);
            if (values.Issuer is { } issuer)
            {
                keys.Add(PermissionKeyNames.Issuers, [issuer]);
            }
        }

        void Add(PermissionKeys key, string name, string? value)
        {
            if ((permission.Keys & key) != 0 && value is not null)
            {
                keys.Add(name, value);
            }
        }
    }
}

/// <summary>What was found by the name a request gives.</summary>
/// <typeparam name="T">What it is.</typeparam>
/// <param name="Item">It, or null when it is not there.</param>
internal readonly record struct Found<T>(T? Item) where T : class;
