using Daypass.AspNetCore.Permissions;
using Microsoft.AspNetCore.Mvc;

namespace Orders;

/// <summary>Invoices, to show that controllers are protected as endpoints are.</summary>
[ApiController]
[Route("customers/{customer}/invoices")]
public sealed class InvoicesController : ControllerBase
{
    /// <summary>An invoice.</summary>
    [HttpGet("{number:int}")]
    [RequirePermission("orders:ReadInvoice", "arn:aws:orders:{region}:{account}:customer/{customer}/invoice/{number}")]
    public string Get(string customer, int number) => $"Invoice {number} of {customer}";
}
