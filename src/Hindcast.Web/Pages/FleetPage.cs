using Hindcast.Fleet.Accounts;
using Hindcast.Web.Security;
using Microsoft.AspNetCore.Components;

namespace Hindcast.Web.Pages;

/// <summary>What every page knows: the request and who made it. Pages are rendered once, on the server; they run nothing.</summary>
public abstract class FleetPage : ComponentBase
{
    /// <summary>The request.</summary>
    [CascadingParameter]
    public HttpContext Http { get; set; } = null!;

    /// <summary>Who made it.</summary>
    internal Caller Caller => Http.Caller();

    /// <summary>Ends with the request.</summary>
    protected CancellationToken Cancellation => Http.RequestAborted;

    /// <summary>A value of the query string, or null.</summary>
    protected string? Query(string name) => Http.Request.Query[name] is [{ Length: > 0 } value] ? value : null;
}
