using System.Globalization;
using System.Reflection;
using Daypass.Protocol.Errors;

namespace Daypass.Iam.Tests;

public sealed class IamErrorTests
{
    private static readonly HashSet<string> Declared =
        [.. typeof(ErrorCode).GetFields(BindingFlags.Public | BindingFlags.Static).Select(static field => (string)field.GetRawConstantValue()!)];

    public static TheoryData<string> Names => [.. All().Select(static one => one.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_error_of_IAM_has_the_status_the_model_gives_its_code(string name)
    {
        var error = All().Single(one => one.Name == name).Make();
        Assert.Equal(Declared.Contains(error.Code) ? ErrorCode.StatusOf(error.Code) : error.Code == "AccessDenied" ? 403 : 400, error.Status);
        Assert.Equal(Fault.Sender, error.Fault);
        Assert.True(Declared.Contains(error.Code) || error.Code is "ValidationError" or "AccessDenied", error.Code);
    }

    private static IEnumerable<(string Name, Func<AwsError> Make)> All()
    {
        foreach (var method in typeof(IamErrors).GetMethods(BindingFlags.Public | BindingFlags.Static))
        {
            yield return (method.Name, () => (AwsError)method.Invoke(null, [.. method.GetParameters().Select(Sample)])!);
        }
    }

    private static object Sample(ParameterInfo parameter) =>
        parameter.ParameterType == typeof(string) ? "x" : Convert.ChangeType(7, parameter.ParameterType, CultureInfo.InvariantCulture);
}
