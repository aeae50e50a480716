using System.Text;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Forms;
using Daypass.Protocol.Query;

namespace Daypass.Protocol.Tests.Support;

/// <summary>Requests written as the form a client would send.</summary>
internal static class TestForms
{
    public static QueryForm Parse(string body, string query = "")
    {
        var form = new QueryForm();
        Assert.Equal(QueryFormFault.None, form.Parse(Encoding.UTF8.GetBytes(query), Encoding.UTF8.GetBytes(body)));
        return form;
    }

    public static Result<T> Read<T>(string body)
        where T : IOperationInput<T>
    {
        using var form = Parse(body);
        return T.Read(form);
    }

    public static T Accepted<T>(string body)
        where T : IOperationInput<T>
    {
        var result = Read<T>(body);
        Assert.Null(result.Error);
        return result.Value!;
    }

    public static string Refused<T>(string body, string code = "ValidationError")
        where T : IOperationInput<T>
    {
        var error = Read<T>(body).Error;
        Assert.NotNull(error);
        Assert.Equal(code, error.Code);
        Assert.Equal(400, error.Status);
        return error.Message ?? "";
    }
}
