using System.Globalization;
using Hindcast.Evidence.Assessments;

namespace Hindcast.Analysis.Surprise;

/// <summary>
/// Signs in what one client from outside did on a day: it posts, fetches nothing that belongs to a page, asks for few paths, and
/// one of them nobody else asked for on that day; at a scripted pace it is a sign of another class. Looks at the day alone, not at
/// whether the path is known.
/// </summary>
internal static class SessionSigns
{
    private const int MinPosts = 2;
    private const int MaxPaths = 8;

    internal static IEnumerable<Sign> Of(DayProfile day, ServerPast past)
    {
        const string Class = "lonely session", ScriptedClass = "lonely session at a scripted pace";
        HashSet<ulong> shared = [.. day.Forms.Values.GroupBy(f => f.PathKey).Where(g => !IsOfOne(g)).Select(g => g.Key)];
        Dictionary<ulong, RequestForm> own = [];
        foreach (RequestForm form in day.Forms.OrderBy(f => f.Key).Select(f => f.Value).Where(f => f is { IsPost: true, IsAnswered: true, IsInside: false, Source: not RequestSource.BackEnd }))
        {
            if (!shared.Contains(form.PathKey))
            {
                ulong client = form.Clients[0];
                if (!own.TryGetValue(client, out RequestForm? first) || form.First < first.First)
                {
                    own[client] = form;
                }
            }
        }

        int visitors = day.Clients.Values.Count(c => !c.IsInside);
        int withParts = day.Clients.Values.Count(c => !c.IsInside && c.Parts > 0);
        foreach ((ulong client, RequestForm form) in own.OrderBy(o => o.Value.First))
        {
            if (day.Clients.TryGetValue(client, out ClientTrace? trace) && trace is { Parts: 0, Posts: >= MinPosts, PathCount: <= MaxPaths })
            {
                PastLog log = (PastLog)form.Source;
                string pace = Pace.Of(form.Source == RequestSource.FrontEnd ? trace.Posted : trace.PostedInProxy);
                string name = pace.Length > 0 ? ScriptedClass : Class;
                Sign sign = new()
                {
                    Family = UnusualFamily.Session,
                    Class = name,
                    Log = log,
                    What = string.Create(CultureInfo.InvariantCulture, $"One client: {trace.Requests:N0} answered requests, {trace.Posts:N0} of them posts, {trace.PathCount} paths, no picture, script or style; {form.Path} was its alone{(pace.Length > 0 ? "; " + pace : "")}"),
                    Normal = string.Create(CultureInfo.InvariantCulture, $"On this day {visitors:N0} clients from outside, {withParts:N0} of them fetched parts of pages; {past.Often(name, log)}"),
                    Path = form.Path,
                    Thing = form.Path,
                };
                sign.Clients.Add(client);
                yield return sign.With(form.First, form.LastTicks, trace.Requests);
            }
        }
    }

    private static bool IsOfOne(IEnumerable<RequestForm> forms)
    {
        SmallHashes all = default;
        foreach (RequestForm form in forms)
        {
            all.Add(form.Clients);
        }

        return all is { Count: 1, HasMore: false };
    }
}
