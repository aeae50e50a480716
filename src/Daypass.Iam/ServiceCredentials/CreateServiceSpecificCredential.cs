using Daypass.Core.Authentication;
using Daypass.Iam.OwnedCredentials;
using Daypass.Protocol;

namespace Daypass.Iam.ServiceCredentials;

/// <summary>Makes a credential for a service; its secret is shown this once and stored as a hash.</summary>
internal sealed class CreateServiceSpecificCredential(IamServices iam)
    : OwnerOperation<CreateServiceSpecificCredentialRequest, ServiceSpecificCredentialResponse>(
    iam, static input => input.UserName, PermissionKeys.CredentialService | PermissionKeys.CredentialAge)
{
    protected override IamRequestKeys KeysOf(CreateServiceSpecificCredentialRequest input) =>
        new() { CredentialService = input.ServiceName.ToLowerInvariant(), CredentialAgeDays = input.CredentialAgeDays };

    protected override async ValueTask<Result<ServiceSpecificCredentialResponse>> Handle(
        CreateServiceSpecificCredentialRequest input, Owner owner, OperationContext context)
    {
        var service = ServiceCredentialAnswers.FindService(input.ServiceName);
        if (!service.Succeeded)
        {
            return service.Error;
        }

        var secret = ServiceSecret.New();
        return await Iam.Store.WriteFor<ServiceCredential>(
            owner, (transaction, current) => Add(transaction, current, service.Value.Name, secret, input.CredentialAgeDays, context.Cancelled),
            context.Cancelled)
            .Then(made => new ServiceSpecificCredentialResponse { ServiceSpecificCredential = made.ToWire(owner.Name, secret, context.Now) });
    }

    private async ValueTask<Result<ServiceCredential>> Add(
        IDirectoryTransaction transaction, Owner owner, string service, string secret, int? days, CancellationToken cancelled)
    {
        var known = await transaction.OwnedBy<ServiceCredential>(owner, cancelled);
        if (known.Count(other => other.Service == service) >= Iam.Quotas.CredentialsPerUserAndService)
        {
            return IamErrors.QuotaExceeded("ContextSpecificCredentialsPerUserPerContext", Iam.Quotas.CredentialsPerUserAndService);
        }

        // A name that a renamed user left behind, or an id that there is, is passed over.
        for (var number = 0; ; number++)
        {
            var id = UniqueId.New(UniqueIdKind.ServiceCredential, AccountId.Parse(owner.Account));
            var credential = new ServiceCredential
            {
                Account = owner.Account,
                Id = id,
                OwnerId = owner.Id,
                CreatedAt = Iam.Now,
                ExpiresAt = days is { } age ? Iam.Now.AddDays(age) : null,
                Service = service,
                Alias = number == 0 ? $"{owner.Name}-at-{owner.Account}" : $"{owner.Name}+{number}-at-{owner.Account}",
                SecretHash = ServiceSecret.Hash(id, secret),
            };
            if (await transaction.TryAdd(credential, cancelled))
            {
                return credential;
            }
        }
    }
}
