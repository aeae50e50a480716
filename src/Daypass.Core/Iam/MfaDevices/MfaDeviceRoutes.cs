using Daypass.Core.Entities;
using Daypass.Core.Iam.Paging;
using Daypass.Core.Iam.Permissions;
using Daypass.Core.Iam.Records;
using Daypass.Core.Iam.Tags;
using Daypass.Core.Mfa;
using Daypass.Core.Operations;
using Daypass.Core.Requests;
using Daypass.Core.Stores;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Iam;
using Daypass.Protocol.Wire;

namespace Daypass.Core.Iam.MfaDevices;

/// <summary>The operations on virtual MFA devices.</summary>
internal sealed class MfaDeviceRoutes(IamParts iam)
{
    private const string Assigned = "Assigned";
    private const string Unassigned = "Unassigned";

    private readonly MfaPairings _pairings = new(iam);

    /// <summary>The operations.</summary>
    public IEnumerable<OperationRoute> All() =>
    [
        OperationRoute.Of(new CreateVirtualMfaDevice(iam)),
        iam.Route<EnableMfaDeviceRequest, NoOutput>(static input => IamTarget.Of(input.UserName), (input, context) =>
            _pairings.Enable(input.UserName, input.SerialNumber, input.AuthenticationCode1, input.AuthenticationCode2, context)),
        iam.Route<ResyncMfaDeviceRequest, NoOutput>(static input => IamTarget.Of(input.UserName), (input, context) =>
            _pairings.Resync(input.UserName, input.SerialNumber, input.AuthenticationCode1, input.AuthenticationCode2, context)),
        iam.Route<DeactivateMfaDeviceRequest, NoOutput>(static input => IamTarget.Of(input.UserName), Deactivate),
        iam.Route<DeleteVirtualMfaDeviceRequest, NoOutput>(static input => IamTarget.By(input.SerialNumber), Delete),
        iam.Route<ListMfaDevicesRequest, ListMfaDevicesResponse>(static input => IamTarget.Of(input.UserName), List),
        iam.Route<ListVirtualMfaDevicesRequest, ListVirtualMfaDevicesResponse>(static _ => IamTarget.None, ListAll),
        iam.Route<GetMfaDeviceRequest, GetMfaDeviceResponse>(static input => IamTarget.Of(input.UserName), Get),
        iam.Route<TagMfaDeviceRequest, NoOutput>(static input => IamTarget.By(input.SerialNumber) with { Tags = input.Tags }, (input, context) =>
            Change(input.SerialNumber, context, device => EntityTags.Put(device, input.Tags, iam.Quotas))),
        iam.Route<UntagMfaDeviceRequest, NoOutput>(static input => IamTarget.By(input.SerialNumber) with { TagKeys = input.TagKeys }, (input, context) =>
            Change(input.SerialNumber, context, device => EntityTags.Remove(device, input.TagKeys))),
        iam.Route<ListMfaDeviceTagsRequest, ListMfaDeviceTagsResponse>(static input => IamTarget.By(input.SerialNumber), ListTags),
    ];

    private ValueTask<Result<NoOutput>> Deactivate(DeactivateMfaDeviceRequest input, OperationContext context) => Owners.Find(iam.Store, input.UserName, context).Then(owner =>
        Change(input.SerialNumber, context, device => device.OwnerId == owner.Id
            ? device with { OwnerId = null, EnabledAt = null, DriftSteps = 0 }
            : IamErrors.UnknownMfaDevice(input.SerialNumber)));

    private ValueTask<Result<NoOutput>> Delete(DeleteVirtualMfaDeviceRequest input, OperationContext context) => iam.Store.Write<NoOutput>(
        async transaction =>
        {
            if (await MfaSerials.Find(transaction, iam.Arns, context.Caller.Account, input.SerialNumber, context.Cancelled) is not { } device)
            {
                return IamErrors.UnknownMfaDevice(input.SerialNumber);
            }

            if (device.OwnerId is not null)
            {
                return IamErrors.DeleteConflict("MFA VirtualDevice in use. Must deactivate first.");
            }

            await transaction.TryDelete(device, context.Cancelled);
            return NoOutput.Instance;
        },
        context.Cancelled);

    private ValueTask<Result<ListMfaDevicesResponse>> List(ListMfaDevicesRequest input, OperationContext context) => Owners.Find(iam.Store, input.UserName, context).Then(owner =>
        iam.Referrers<MfaDevice>(PageRequest.Of(ListMfaDevicesRequest.Operation, context, input.Marker, input.MaxItems), owner.Account, Relation.Owner, owner.Id, context.Cancelled)
            .Then(page => new ListMfaDevicesResponse
            {
                MfaDevices = page.Items.ConvertAll(device => new MfaDeviceShape { UserName = owner.Name, SerialNumber = iam.Arns.Of(device), EnableDate = device.EnabledAt ?? default }),
                IsTruncated = page.IsTruncated,
                Marker = page.Marker,
            }));

    private async ValueTask<Result<ListVirtualMfaDevicesResponse>> ListAll(ListVirtualMfaDevicesRequest input, OperationContext context)
    {
        var all = iam.Listing<MfaDevice>(context.Caller.Account, null, context.Cancelled);
        var page = await iam.Pager.Read<MfaDevice>(
            PageRequest.Of(ListVirtualMfaDevicesRequest.Operation, context, input.Marker, input.MaxItems),
            async (after, limit) => (await all(after, limit)).ConvertAll(row => IsWanted(row.Item, input.AssignmentStatus) ? row : row with { Item = null }));
        if (!page.Succeeded)
        {
            return page.Error;
        }

        var devices = new List<VirtualMfaDeviceShape>(page.Value.Items.Count);
        foreach (var device in page.Value.Items)
        {
            devices.Add(new VirtualMfaDeviceShape { SerialNumber = iam.Arns.Of(device), User = await OwnerOf(device, context), EnableDate = device.EnabledAt });
        }

        return new ListVirtualMfaDevicesResponse { VirtualMfaDevices = devices, IsTruncated = page.Value.IsTruncated, Marker = page.Value.Marker };
    }

    private async ValueTask<Result<GetMfaDeviceResponse>> Get(GetMfaDeviceRequest input, OperationContext context)
    {
        var owner = await Owners.Find(iam.Store, input.UserName, context);
        if (!owner.Succeeded)
        {
            return owner.Error;
        }

        return await MfaSerials.Find(iam.Store, iam.Arns, context.Caller.Account, input.SerialNumber, context.Cancelled) is { } device && device.OwnerId == owner.Value.Id
            ? new GetMfaDeviceResponse { UserName = owner.Value.User?.Name, SerialNumber = input.SerialNumber, EnableDate = device.EnabledAt }
            : IamErrors.UnknownMfaDevice(input.SerialNumber);
    }

    private async ValueTask<Result<ListMfaDeviceTagsResponse>> ListTags(ListMfaDeviceTagsRequest input, OperationContext context) =>
        await MfaSerials.Find(iam.Store, iam.Arns, context.Caller.Account, input.SerialNumber, context.Cancelled) is { } device
            ? await iam.Pager.Read(PageRequest.Of(ListMfaDeviceTagsRequest.Operation, context, input.Marker, input.MaxItems), device.Tags.ToWire(), static tag => tag.Key)
                .Then(static page => new ListMfaDeviceTagsResponse { Tags = page.Items, IsTruncated = page.IsTruncated, Marker = page.Marker })
            : IamErrors.UnknownMfaDevice(input.SerialNumber);

    private ValueTask<Result<NoOutput>> Change(string serial, OperationContext context, Func<MfaDevice, Result<MfaDevice>> change) => iam.Store.Write<MfaDevice>(
        async transaction => await MfaSerials.Find(transaction, iam.Arns, context.Caller.Account, serial, context.Cancelled) is { } device
            ? await transaction.Change(device, (_, found) => new ValueTask<Result<MfaDevice>>(change(found)), context.Cancelled)
            : IamErrors.UnknownMfaDevice(serial),
        context.Cancelled).Silent();

    private async ValueTask<UserShape?> OwnerOf(MfaDevice device, OperationContext context)
    {
        if (device.OwnerId is null)
        {
            return null;
        }

        if (device.OwnerId != device.Account)
        {
            return (await iam.Store.FindById<User>(device.OwnerId, context.Cancelled))?.ToWire(iam.Arns);
        }

        var account = await iam.Store.Find<Account>("", device.Account, context.Cancelled);
        return new UserShape { Path = "/", UserId = device.Account, Arn = iam.Arns.Root(device.Account), CreateDate = account?.CreatedAt ?? default };
    }

    private static bool IsWanted(MfaDevice? device, string? status) => status switch
    {
        Assigned => device?.OwnerId is not null,
        Unassigned => device?.OwnerId is null,
        _ => true,
    };
}
