namespace Daypass.Iam.MfaDevices;

/// <summary>Lists the account's devices with the users that have them.</summary>
internal sealed class ListVirtualMfaDevices(IamServices iam) : IamAccountOperation<ListVirtualMfaDevicesRequest, ListVirtualMfaDevicesResponse>(iam)
{
    private const string Assigned = "Assigned";
    private const string Unassigned = "Unassigned";

    protected override ValueTask<Result<ListVirtualMfaDevicesResponse>> Handle(ListVirtualMfaDevicesRequest input, OperationContext context)
    {
        var all = Iam.Listing<MfaDevice>(context.Caller.Account, null, context.Cancelled);
        PageSource<MfaDevice> wanted = async (after, limit) =>
            (await all(after, limit)).ConvertAll(row => IsWanted(row.Item, input.AssignmentStatus) ? row : row with { Item = null });
        return Iam.Page(PageRequest.From(input, context), wanted).Then(async page =>
        {
            var devices = new List<VirtualMfaDeviceShape>(page.Items.Count);
            foreach (var device in page.Items)
            {
                devices.Add(new VirtualMfaDeviceShape
                {
                    SerialNumber = Iam.Arns.For(device),
                    User = await OwnerOf(device, context),
                    EnableDate = device.EnabledAt,
                });
            }

            return (Result<ListVirtualMfaDevicesResponse>)page.In(new ListVirtualMfaDevicesResponse { VirtualMfaDevices = devices });
        });
    }

    private async ValueTask<UserShape?> OwnerOf(MfaDevice device, OperationContext context)
    {
        if (device.OwnerId is null)
        {
            return null;
        }

        if (device.OwnerId != device.Account)
        {
            return (await Iam.Store.FindById<User>(device.OwnerId, context.Cancelled))?.ToWire(Iam.Arns);
        }

        var account = await Iam.Store.Find<Account>("", device.Account, context.Cancelled);
        return new UserShape { Path = "/", UserId = device.Account, Arn = Iam.Arns.Root(device.Account), CreateDate = account?.CreatedAt ?? default };
    }

    private static bool IsWanted(MfaDevice? device, string? status) => status switch
    {
        Assigned => device?.OwnerId is not null,
        Unassigned => device?.OwnerId is null,
        _ => true,
    };
}
