using Daypass.Protocol;

namespace Daypass.Iam.RoleTemplates;

/// <summary>Shows a version of a role template.</summary>
internal sealed class GetRoleTemplateVersion(IamServices iam)
    : IamOperation<GetRoleTemplateVersionRequest, FoundByArn<RoleTemplate>, GetRoleTemplateVersionResponse>(
        iam, new IamPermission(GetRoleTemplateVersionRequest.Operation.Name, IamResource.RoleTemplate, IamScope.ByArn))
{
    protected override async ValueTask<Result<Demand<FoundByArn<RoleTemplate>>>> Resolve(GetRoleTemplateVersionRequest request, OperationContext context)
    {
        if (!Arn.TryParse(request.TemplateArn, out var arn))
        {
            return IamErrors.UnreadableArn;
        }

        var template = await RoleTemplateReading.Find(Iam.Store, Iam.Arns, arn, context.Cancelled);
        return new Demand<FoundByArn<RoleTemplate>>([RoleTemplateReading.Reading(arn, null, context)], new FoundByArn<RoleTemplate>(arn, template));
    }

    protected override ValueTask<Result<GetRoleTemplateVersionResponse>> Handle(
        GetRoleTemplateVersionRequest request, FoundByArn<RoleTemplate> target, OperationContext context) =>
        new(target.Item?.FindVersion(request.MinorVersion) is { } version
            ? new GetRoleTemplateVersionResponse { RoleTemplateVersion = target.Item.ToWire(version, target.Arn) }
            : IamErrors.UnknownRoleTemplate(request.TemplateArn));
}
