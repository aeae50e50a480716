namespace Daypass.Iam.Accounts;

/// <summary>Chooses the version of the tokens that the global endpoint of STS issues.</summary>
internal sealed class SetSecurityTokenServicePreferences(IamServices iam) : IamAccountOperation<SetSecurityTokenServicePreferencesRequest, NoOutput>(iam)
{
    protected override ValueTask<Result<NoOutput>> Handle(SetSecurityTokenServicePreferencesRequest input, OperationContext context) =>
        Iam.Store.ChangeAccount(context, (_, account) =>
            new(account with { GlobalTokenVersion = input.GlobalEndpointTokenVersion == "v2Token" ? 2 : 1 }));
}
