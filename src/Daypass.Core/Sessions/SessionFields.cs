using Daypass.Protocol;

namespace Daypass.Core.Sessions;

/// <summary>Reads the fields of an encoded session.</summary>
internal static class SessionFields
{
    /// <summary>The grant that the fields make, or null when they are not what a writer wrote.</summary>
    public static SessionGrant? Read(ref SessionReader from, SessionKind kind, string account)
    {
        var found = new Found();
        SessionFieldTag tag;
        do
        {
            if (!from.TryByte(out var next))
            {
                return null;
            }

            tag = (SessionFieldTag)next;
            if (tag != SessionFieldTag.End && !found.TryRead(ref from, tag))
            {
                return null;
            }
        }
        while (tag != SessionFieldTag.End);

        return from.OnlyPaddingIsLeft && found.IsWhole && found.TryPlaceAncestors(kind) ? found.ToGrant(kind, account) : null;
    }

    private struct Found
    {
        public string? PrincipalId;
        private string? _principalName;
        private string? _sessionName;
        private string? _policy;
        private string? _sourceIdentity;
        private string? _federatedProvider;
        private string? _taskPolicyArn;
        private string? _delegatedPolicy;
        private string? _origin;
        private string? _scopeParent;
        private string? _scopeDescription;
        private DateTimeOffset? _mfaAt;
        private bool _chained;
        private List<string>? _ancestors;
        private List<string>? _policyArns;
        private List<SessionTag>? _tags;
        private List<SessionKey>? _federatedKeys;
        private List<SessionKey>? _requestContext;
        private List<string>? _scopePolicies;
        private string? _originSubject;
        private string? _originSubjectType;
        private string? _originIssuer;
        private string? _originProvider;
        private List<KeyValuePair<string, string>>? _originContext;

        /// <summary>Whether everything is there that some other field needs.</summary>
        public readonly bool IsWhole => PrincipalId is not null
            && (_scopeParent is null ? _scopePolicies is null && _scopeDescription is null : AccessKeyId.IsWellFormed(_scopeParent))
            && (_originSubject is null
                ? _originSubjectType is null && _originIssuer is null && _originProvider is null && _originContext is null
                : _originIssuer is not null && _originProvider is not null);

        public bool TryRead(ref SessionReader from, SessionFieldTag tag)
        {
            switch (tag)
            {
                case SessionFieldTag.PrincipalId: return from.TryText(out PrincipalId);
                case SessionFieldTag.PrincipalName: return from.TryText(out _principalName);
                case SessionFieldTag.SessionName: return from.TryText(out _sessionName);
                case SessionFieldTag.SourceIdentity: return from.TryText(out _sourceIdentity);
                case SessionFieldTag.FederatedProvider: return from.TryText(out _federatedProvider);
                case SessionFieldTag.TaskPolicyArn: return from.TryText(out _taskPolicyArn);
                case SessionFieldTag.Origin: return from.TryText(out _origin);
                case SessionFieldTag.ScopeParent: return from.TryText(out _scopeParent);
                case SessionFieldTag.ScopeDescription: return from.TryText(out _scopeDescription);
                case SessionFieldTag.OriginSubject: return from.TryText(out _originSubject);
                case SessionFieldTag.OriginSubjectType: return from.TryText(out _originSubjectType);
                case SessionFieldTag.OriginIssuer: return from.TryText(out _originIssuer);
                case SessionFieldTag.OriginProvider: return from.TryText(out _originProvider);
                case SessionFieldTag.OriginContext: return TryContext(ref from);
                case SessionFieldTag.Ancestor: return TryAncestor(ref from);
                case SessionFieldTag.ScopePolicy: return TryScopePolicy(ref from);
                case SessionFieldTag.Policy: return from.TryLongText(out _policy);
                case SessionFieldTag.DelegatedPolicy: return from.TryLongText(out _delegatedPolicy);
                case SessionFieldTag.SessionTag: return TryTag(ref from, transitive: false);
                case SessionFieldTag.TransitiveTag: return TryTag(ref from, transitive: true);
                case SessionFieldTag.FederatedKey: return TryKey(ref from, _federatedKeys ??= []);
                case SessionFieldTag.RequestContext: return TryKey(ref from, _requestContext ??= []);
                case SessionFieldTag.Chained:
                    _chained = true;
                    return true;
                case SessionFieldTag.MfaAt:
                    var hasTime = from.TryLong(out var seconds) && seconds <= LatestTime;
                    _mfaAt = hasTime ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;
                    return hasTime;
                case SessionFieldTag.PolicyArn:
                    var hasArn = from.TryText(out var arn);
                    if (hasArn)
                    {
                        (_policyArns ??= []).Add(arn!);
                    }

                    return hasArn;
                default: return false;
            }
        }

        /// <summary>Moves the ancestors of a role session from where older versions expect nothing to where they belong; false when they are no keys.</summary>
        public bool TryPlaceAncestors(SessionKind kind)
        {
            if (kind is not SessionKind.Role || _origin is null)
            {
                return true;
            }

            _ancestors = [.. _origin.Split(' ')];
            _origin = null;
            return _ancestors.TrueForAll(static key => AccessKeyId.IsWellFormed(key));
        }

        public readonly SessionGrant ToGrant(SessionKind kind, string account) => new()
        {
            Kind = kind,
            Account = account,
            PrincipalId = PrincipalId!,
            PrincipalName = _principalName ?? "",
            SessionName = _sessionName ?? "",
            Policy = _policy,
            PolicyArns = _policyArns ?? (IReadOnlyList<string>)[],
            Tags = _tags ?? (IReadOnlyList<SessionTag>)[],
            SourceIdentity = _sourceIdentity,
            MfaAt = _mfaAt,
            FederatedProvider = _federatedProvider,
            FederatedKeys = _federatedKeys ?? (IReadOnlyList<SessionKey>)[],
            Chained = _chained,
            TaskPolicyArn = _taskPolicyArn,
            RequestContext = _requestContext ?? (IReadOnlyList<SessionKey>)[],
            DelegatedPolicy = _delegatedPolicy,
            Origin = _origin,
            Ancestors = _ancestors ?? (IReadOnlyList<string>)[],
            Scope = _scopeParent is null ? null : new SessionScope(_scopeParent, _scopePolicies ?? (IReadOnlyList<string>)[], _scopeDescription),
            Propagated = _originSubject is null ? null : new PropagatedIdentity
            {
                Subject = _originSubject,
                SubjectType = _originSubjectType,
                Issuer = _originIssuer!,
                ProviderArn = _originProvider!,
                Context = _originContext ?? (IReadOnlyList<KeyValuePair<string, string>>)[],
            },
        };

        private bool TryAncestor(ref SessionReader from)
        {
            if (!from.TryText(out var key) || !AccessKeyId.IsWellFormed(key))
            {
                return false;
            }

            (_ancestors ??= []).Add(key);
            return true;
        }

        private bool TryContext(ref SessionReader from)
        {
            if (!from.TryText(out var key) || !from.TryText(out var value))
            {
                return false;
            }

            (_originContext ??= []).Add(new(key, value));
            return true;
        }

        private bool TryScopePolicy(ref SessionReader from)
        {
            if (_scopePolicies?.Count == SessionScope.MostPolicies || !from.TryLongText(out var policy))
            {
                return false;
            }

            (_scopePolicies ??= []).Add(policy);
            return true;
        }

        private bool TryTag(ref SessionReader from, bool transitive)
        {
            if (!from.TryText(out var key) || !from.TryText(out var value))
            {
                return false;
            }

            (_tags ??= []).Add(new SessionTag(key, value, transitive));
            return true;
        }

        private static bool TryKey(ref SessionReader from, List<SessionKey> keys)
        {
            if (!from.TryText(out var name) || !from.TryNumber(out var count))
            {
                return false;
            }

            // Grows with what is really there, not with what the count claims.
            var values = new List<string>();
            for (var left = Math.Max(1, count) - (count > 0 ? 1 : 0); left > 0; left--)
            {
                if (!from.TryText(out var value))
                {
                    return false;
                }

                values.Add(value);
            }

            keys.Add(new SessionKey(name, values, IsList: count > 0));
            return true;
        }

        /// <summary>The last second of the year 9999, the calendar's end.</summary>
        private const long LatestTime = 253_402_300_799;
    }
}
