using System.Globalization;
using Hindcast.Evidence.Assessments;

namespace Hindcast.Analysis.Surprise;

/// <summary>Signs in how HttpProxy chose the back end: a reason that an application never had, a host that no routing value named.</summary>
internal static class RouteSigns
{
    private const int MinRows = 50;

    internal static IEnumerable<Sign> Of(DayProfile day, ServerPast past)
    {
        Dictionary<(string Class, string Thing), Sign> signs = [];
        foreach (RouteTrace route in day.Routes.OrderBy(r => r.Key).Select(r => r.Value))
        {
            if (past.Routes.Of(route.Folder) is not { Rows: >= MinRows } known)
            {
                continue;
            }

            if (route.Hint.Length > 0 && !known.HasManyHints && !known.Hints.Contains(route.Hint))
            {
                Take(
                    signs, route, past, "routing-hint", $"Requests below {route.Folder} routed by {route.Hint}",
                    $"{Number(known.Rows)} routed requests below it, by {string.Join(", ", known.Hints.Where(h => h.Length > 0).Take(6))}", $"{route.Folder} routed by {route.Hint}");
            }

            if (route.Host.Length > 0 && !past.Routes.HasManyHosts && !past.Routes.Hosts.Contains(route.Host))
            {
                Take(
                    signs, route, past, "routing-host", $"Routing value that names the host {route.Host}, below {route.Folder}",
                    past.Routes.Hosts.Count == 0 ? $"{Number(past.Routes.Rows)} routed requests, none of their routing values named a host"
                        : $"{Number(past.Routes.Rows)} routed requests, their routing values named no host but {string.Join(", ", past.Routes.Hosts.Take(4))}{(past.Routes.Hosts.Count > 4 ? " and others" : "")}",
                    $"{route.Folder} routed to a named host");
            }
        }

        return signs.Values;
    }

    private static void Take(Dictionary<(string, string), Sign> signs, RouteTrace route, ServerPast past, string name, string what, string normal, string thing)
    {
        if (!signs.TryGetValue((name, what), out Sign? sign))
        {
            signs.Add((name, what), sign = new Sign
            {
                Family = UnusualFamily.Identity,
                Class = name,
                Log = PastLog.Proxy,
                What = what + " (HttpProxy)",
                Normal = string.Create(CultureInfo.InvariantCulture, $"In {past.DaysOf(PastLog.Proxy)} days before {normal}; {past.Often(name, PastLog.Proxy)}"),
                Thing = thing,
            });
        }

        sign.Clients.Add(route.Clients);
        sign.With(route.First, route.LastTicks, route.Count);
    }

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
