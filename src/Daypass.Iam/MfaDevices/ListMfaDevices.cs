namespace Daypass.Iam.MfaDevices;

/// <summary>Lists the devices of a user.</summary>
internal sealed class ListMfaDevices(IamServices iam) : OwnerOperation<ListMfaDevicesRequest, ListMfaDevicesResponse>(iam, static input => input.UserName)
{
    protected override ValueTask<Result<ListMfaDevicesResponse>> Handle(ListMfaDevicesRequest input, Owner owner, OperationContext context) =>
        Iam.Page(PageRequest.From(input, context), Iam.Referrers<MfaDevice>(owner.Account, Relation.Owner, owner.Id, context.Cancelled))
            .Then(page => page.In(new ListMfaDevicesResponse
            {
                MfaDevices = page.Items.ConvertAll(device => new MfaDeviceShape
                {
                    UserName = owner.Name,
                    SerialNumber = Iam.Arns.For(device),
                    EnableDate = device.EnabledAt ?? default,
                }),
            }));
}
