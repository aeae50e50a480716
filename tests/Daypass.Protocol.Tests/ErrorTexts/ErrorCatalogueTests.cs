using System.Reflection;
using Daypass.Protocol.Errors;

namespace Daypass.Protocol.Tests.ErrorTexts;

public sealed class ErrorCatalogueTests
{
    public static TheoryData<string> Methods => [.. All().Select(static method => method.DeclaringType!.Name + "." + Signature(method))];

    [Theory]
    [MemberData(nameof(Methods))]
    public void An_error_with_a_declared_code_has_the_status_the_model_gives_it(string name)
    {
        var error = Make(name);
        if (Declared.Contains(error.Code))
        {
            Assert.Equal(ErrorCode.StatusOf(error.Code), error.Status);
        }
        else
        {
            Assert.Contains(error.Status, new[] { 400, 403, 500, 503 });
        }
    }

    [Fact]
    public void Denials_are_never_the_services_fault() => Assert.All(
        All().Select(static method => Make(method.DeclaringType!.Name + "." + Signature(method))).Where(static error => error.Fault == Fault.Receiver),
        static error => Assert.Contains(error.Code, new[] { "InternalFailure", "ServiceUnavailable" }));

    [Fact]
    public void The_sentences_that_clients_match_are_AWSs()
    {
        Assert.Equal("MultiFactorAuthentication failed with invalid MFA one time pass code. ", StsErrors.WrongMfaCode().Message);
        Assert.Equal("MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this "
            + "user.", StsErrors.WrongMfaDevice().Message);
        Assert.Equal("The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.",
            StsErrors.DurationExceedsChaining().Message);
        Assert.Equal("The source identity is already set for this assume role session", StsErrors.SourceIdentityAlreadySet().Message);
        Assert.Equal("Cannot call GetSessionToken with session credentials", StsErrors.SessionMayNotCall("GetSessionToken").Message);
        Assert.Equal("Not authorized to perform sts:AssumeRoleWithSAML", StsErrors.NotAuthorizedUnsigned("AssumeRoleWithSAML").Message);
        Assert.Equal("Token expired: current date/time 1740387458 must be before the expiration date/time 1740319004",
            FederationErrors.TokenExpired(1740387458, 1740319004).Message);
        Assert.Equal(
            "The session token would have 5123 bytes, and the maximum is 4096 bytes. Session policies and session tags add to its size.",
            StsErrors.PackedPolicyTooLarge(5123, 4096).Message);
        Assert.Equal("nothing-valid-in-here is invalid", CommonErrors.NotAnArn("nothing-valid-in-here").Message);
        Assert.Equal(
            "User: arn:aws:iam::123456789012:user/anna is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::123456789012:role/r",
            CommonErrors.NotAuthorized("arn:aws:iam::123456789012:user/anna", "sts:AssumeRole", "arn:aws:iam::123456789012:role/r").Message);
    }

    private static readonly HashSet<string> Declared =
        [.. typeof(ErrorCode).GetFields(BindingFlags.Public | BindingFlags.Static).Select(static field => (string)field.GetRawConstantValue()!)];

    private static IEnumerable<MethodInfo> All() =>
        new[] { typeof(CommonErrors), typeof(StsErrors), typeof(IamErrors), typeof(FederationErrors) }.SelectMany(
            static type => type.GetMethods(BindingFlags.Public | BindingFlags.Static));

    private static string Signature(MethodInfo method) =>
        $"{method.Name}({string.Join(", ", method.GetParameters().Select(static parameter => parameter.ParameterType.Name))})";

    private static AwsError Make(string name)
    {
        var method = All().Single(method => method.DeclaringType!.Name + "." + Signature(method) == name);
        return (AwsError)method.Invoke(
            null, [.. method.GetParameters()
            .Select(static parameter =>
            parameter.ParameterType == typeof(string) ? (object)"x"
            : Convert.ChangeType(7, parameter.ParameterType, System.Globalization.CultureInfo.InvariantCulture))])!;
    }
}
