namespace Daypass.Core.Sessions;

/// <summary>The fields of an encoded session after its fixed head.</summary>
/// <remarks>INVARIANT: the numbers are in tokens; append, never reuse or renumber. A reader refuses a field it does not know, as it may restrict the
/// session.</remarks>
internal enum SessionFieldTag : byte
{
    End = 0,
    PrincipalId = 1,
    PrincipalName = 2,
    SessionName = 3,
    Policy = 4,
    PolicyArn = 5,
    SessionTag = 6,
    TransitiveTag = 7,
    SourceIdentity = 8,
    MfaAt = 9,
    FederatedProvider = 10,
    FederatedKey = 11,
    Chained = 12,
    TaskPolicyArn = 13,
    RequestContext = 14,
    DelegatedPolicy = 15,
    Origin = 16,
    ScopePolicy = 17,
    ScopeParent = 18,
    ScopeDescription = 19,
    OriginSubject = 20,
    OriginSubjectType = 21,
    OriginIssuer = 22,
    OriginProvider = 23,
    OriginContext = 24,
    Ancestor = 25,
}
