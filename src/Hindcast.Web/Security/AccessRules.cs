using Hindcast.Fleet.Accounts;
using Hindcast.Fleet.Organisations;

namespace Hindcast.Web.Security;

/// <summary>Words for endpoints: what they need, and who called.</summary>
internal static class AccessRules
{
    private static readonly object CallerKey = new();

    /// <summary>Names in routes that stand for things of organisations. A route may use no other name for an id of one.</summary>
    internal static readonly IReadOnlyDictionary<string, OwnerKind> Owned = new Dictionary<string, OwnerKind>(StringComparer.OrdinalIgnoreCase)
    {
        ["organisation"] = OwnerKind.Organisation,
        ["server"] = OwnerKind.Server,
        ["other"] = OwnerKind.Server,
        ["upload"] = OwnerKind.Upload,
        ["job"] = OwnerKind.Job,
        ["assessment"] = OwnerKind.Assessment,
    };

    /// <summary>Says what an endpoint needs. The gate checks forgery for all of them, so the framework's own check is off.</summary>
    internal static T Needs<T>(this T endpoint, AccessNeed need, string? audit = null)
        where T : IEndpointConventionBuilder =>
        endpoint.WithMetadata(new AccessRuleAttribute(need, audit)).DisableAntiforgery();

    /// <summary>Who called, or null where no account is needed.</summary>
    internal static Caller? CallerOrNull(this HttpContext context) => context.Items[CallerKey] as Caller;

    /// <summary>Who called.</summary>
    internal static Caller Caller(this HttpContext context) =>
        context.CallerOrNull() ?? throw new InvalidOperationException("an endpoint without an account asked who called");

    /// <summary>Keeps who called.</summary>
    internal static void SetCaller(this HttpContext context, Caller caller) => context.Items[CallerKey] = caller;

    /// <summary>The remote address as the audit log and throttles know it.</summary>
    internal static string Address(this HttpContext context) => context.Connection.RemoteIpAddress?.ToString() ?? "";
}
