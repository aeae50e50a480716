using Daypass.Core.Delegation;
using Daypass.Core.Directory;
using Daypass.Protocol;

namespace Daypass.Iam.Delegation;

/// <summary>A registered partner asks for temporary permissions: a policy template, filled, for a time.</summary>
internal sealed class CreateDelegationRequest(IamServices iam) : IamAccountOperation<CreateDelegationRequestRequest, CreateDelegationRequestResponse>(iam)
{
    protected override async ValueTask<Result<CreateDelegationRequestResponse>> Handle(CreateDelegationRequestRequest input, OperationContext context)
    {
        var account = context.Caller.Account;
        if (await Iam.Store.Find<Account>("", account, context.Cancelled) is not { Partner: true } partner)
        {
            return CommonErrors.AccessDenied("Only accounts that the operator registered as partners may create delegation requests.") with
            {
                Reason = Reasons.NotPartner.Text,
            };
        }

        if (Partners.Find(partner, input.NotificationChannel) is not { } channel)
        {
            return IamErrors.InvalidInput($"The notification channel {input.NotificationChannel} is not registered for this account.");
        }

        if (input.RedirectUrl is { } redirect
            && !(Uri.TryCreate(redirect, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttps || url.Scheme == Uri.UriSchemeHttp)))
        {
            return IamErrors.InvalidInput("RedirectUrl must be an http or https URL.");
        }

        TemplateParameter[] parameters = [.. (input.Permissions.Parameters ?? []).Select(static parameter =>
            new TemplateParameter(parameter.Name ?? "", parameter.Type ?? "string", parameter.Values ?? []))];
        if (await FindTemplate(input.Permissions.PolicyTemplateArn, account, context.Cancelled) is not { } template)
        {
            return IamErrors.InvalidInput($"The policy template {input.Permissions.PolicyTemplateArn} is no managed policy of this account.");
        }

        var policy = PolicyTemplates.Fill(template.Versions.First(version => version.Number == template.DefaultVersion).Document, parameters);
        if (!policy.Succeeded)
        {
            return policy.Error;
        }

        if (RoleRestrictions.FindBoundaries(policy.Value).Error is { } unrestricted)
        {
            return unrestricted;
        }

        var added = await Iam.Delegations.Add(
            new DelegationRequest
            {
                Id = Guid.NewGuid().ToString(),
                RequestorAccount = account,
                RequestorName = partner.PartnerName ?? "",
                WorkflowId = input.RequestorWorkflowId,
                OwnerAccount = input.OwnerAccountId,
                Description = input.Description,
                RequestMessage = input.RequestMessage,
                TemplateArn = input.Permissions.PolicyTemplateArn!,
                TemplateDescription = template.Description,
                Parameters = parameters,
                PermissionPolicy = policy.Value,
                RedirectUrl = input.RedirectUrl,
                Channel = channel.Name,
                SessionSeconds = input.SessionDuration,
                OnlySendByOwner = input.OnlySendByOwner ?? false,
                State = DelegationState.Unassigned,
                CreatedAt = Iam.Now,
                UpdatedAt = Iam.Now,
            },
            context.Cancelled);
        return added.Succeeded
            ? new CreateDelegationRequestResponse { DelegationRequestId = added.Value.Id, ConsoleDeepLink = $"{Iam.Address.Url}/delegation/{added.Value.Id}" }
            : added.Error;
    }

    private async ValueTask<ManagedPolicy?> FindTemplate(string? templateArn, string account, CancellationToken cancelled)
    {
        var template = Arn.TryParse(templateArn, out var arn) && (arn.Account.SequenceEqual(account) || arn.Account.SequenceEqual(EntityArns.SharedAccount))
            ? await Iam.Store.Find<ManagedPolicy>(arn.Account.ToString(), arn.ResourceName.ToString(), cancelled)
            : null;
        return template is not null && Iam.Arns.For(template) == templateArn ? template : null;
    }
}
