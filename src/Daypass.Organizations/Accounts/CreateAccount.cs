using System.Security.Cryptography;
using Daypass.Core.Directory;
using Daypass.Protocol;

namespace Daypass.Organizations.Accounts;

/// <summary>Makes an account in the organisation, with a role in it that the management account may assume. What becomes of it is in its request, which
/// is done when it is answered.</summary>
internal sealed class CreateAccount(OrganizationServices services)
    : OrganizationOperation<CreateAccountRequest, CreateAccountResponse>(services, ResourceNames.None, KeyNames.ShownRequestTag, KeyNames.TagKeys)
{
    private const string DefaultRole = "OrganizationAccountAccessRole";

    protected override IReadOnlyList<OrganizationTag> TagsOf(CreateAccountRequest input) => input.Tags;

    protected override async ValueTask<Result<CreateAccountResponse>> Handle(
        CreateAccountRequest input, OrganizationTarget target, Organization organization, OperationContext context)
    {
        var tags = OrganizationTags.Make(input.Tags, Services.Quotas);
        if (!tags.Succeeded)
        {
            return tags.Error;
        }

        var made = await Services.Write<AccountRequest>(
            target, (transaction, organization) => Add(transaction, organization, input, tags.Value, context.Cancelled), context.Cancelled);
        return made.Succeeded ? new CreateAccountResponse { CreateAccountStatus = OrganizationAnswers.Of(made.Value) } : made.Error;
    }

    private async ValueTask<Result<AccountRequest>> Add(
        IDirectoryTransaction transaction, Organization organization, CreateAccountRequest input, IReadOnlyList<EntityTag> tags,
        CancellationToken cancelled)
    {
        // Each account has limits of its own, so those count too that are members no more, or of an organisation that a made account made.
        var owner = await transaction.Find<Account>("", organization.ManagementAccount, cancelled);
        var ancestor = owner?.Ancestor ?? organization.ManagementAccount;
        if (await transaction.CountReferrers("", Relation.MemberAccount, organization.Id, cancelled) >= Services.Quotas.Accounts
            || await transaction.CountReferrers("", Relation.Descendant, ancestor, cancelled) >= Services.Quotas.Accounts)
        {
            return OrganizationsErrors.Constraint(
                "ACCOUNT_NUMBER_LIMIT_EXCEEDED", "You have exceeded the allowed number of AWS accounts.");
        }

        var isTaken = await transaction.CountReferrers("", Relation.Named, NameKey.OfEmail(input.Email), cancelled) > 0;
        var request = new AccountRequest
        {
            OrganizationId = organization.Id,
            Id = "car-" + RandomNumberGenerator.GetHexString(32, lowercase: true),
            AccountName = input.AccountName,
            RequestedAt = Services.Now,
            AccountId = isTaken ? null : await AddAccount(transaction, organization, ancestor, input, tags, cancelled),
            Failure = isTaken ? "EMAIL_ALREADY_EXISTS" : null,
        };
        await AccountRequests.MakeRoom(transaction, organization.Id, Services, cancelled);
        OrganizationServices.Expect(await transaction.TryAdd(request, cancelled));
        return request;
    }

    private async ValueTask<string> AddAccount(
        IDirectoryTransaction transaction, Organization organization, string ancestor, CreateAccountRequest input, IReadOnlyList<EntityTag> tags,
        CancellationToken cancelled)
    {
        while (true)
        {
            var id = AccountId.NewRandom();
            var account = new Account
            {
                Id = id.ToString(),
                DisplayName = input.AccountName,
                Email = input.Email,
                CreatedAt = Services.Now,
                OrganizationId = organization.Id,
                JoinedAt = Services.Now,
                MadeByOrganization = true,
                Ancestor = ancestor,
                OrganizationTags = tags.Count == 0 ? null : tags,
            };
            if (await transaction.TryAdd(account, cancelled))
            {
                OrganizationServices.Expect(await transaction.TryAdd(RoleFor(organization, id, input.RoleName ?? DefaultRole), cancelled));
                return account.Id;
            }
        }
    }

    private Role RoleFor(Organization organization, AccountId account, string name) => new()
    {
        Account = account.ToString(),
        Name = name,
        Id = UniqueId.New(UniqueIdKind.Role, account),
        CreatedAt = Services.Now,
        Trust = new TrustPolicy
        {
            Document = Trust(Services.Arns.Root(organization.ManagementAccount)),
        },
        Grants = Grants.None with { Attached = [Services.Arns.Iam(EntityArns.SharedAccount, "policy", "/", "AdministratorAccess")] },
    };

    private static string Trust(string root) =>
        $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"{{root}}"},"Action":"sts:AssumeRole"}]}""";
}
