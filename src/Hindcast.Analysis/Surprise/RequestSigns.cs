using System.Globalization;
using Hindcast.Evidence.Assessments;

namespace Hindcast.Analysis.Surprise;

/// <summary>Signs in single kinds of requests: methods, first calls, callers, routing.</summary>
internal static class RequestSigns
{
    private const int MinRows = 20;
    private const int MinFolderPosts = 50;
    private const int FewAgents = 3;

    internal static IEnumerable<Sign> Of(DayProfile day, ServerPast past, int minHistoryDays)
    {
        Dictionary<(string, ulong), Sign> signs = [];
        foreach (RequestForm form in day.Forms.OrderBy(f => f.Key).Select(f => f.Value))
        {
            if (form.Source == RequestSource.Proxy && past.FolderDays(form) < minHistoryDays)
            {
                continue;
            }

            foreach (Sign sign in Of(form, past))
            {
                if (signs.TryGetValue((sign.Class, form.PathKey), out Sign? known))
                {
                    known.With(form);
                }
                else
                {
                    signs.Add((sign.Class, form.PathKey), sign.With(form));
                }
            }
        }

        return signs.Values;
    }

    private static IEnumerable<Sign> Of(RequestForm form, ServerPast past)
    {
        PathPast? known = past.Path(form.PathKey);
        string where = form.Source switch { RequestSource.FrontEnd => "IIS", RequestSource.BackEnd => "IIS of the back end", _ => "HttpProxy" };
        PastLog log = (PastLog)form.Source;
        int days = past.DaysOf(log);
        string before = Text($"In {days} days before");
        Sign Make(UnusualFamily family, string name, string what, string normal)
        {
            string sign = Text($"{name} {where}");
            return new Sign
            {
                Family = family,
                Class = sign,
                Log = log,
                What = Text($"{what} ({where})"),
                Normal = Text($"{normal}; {past.Often(sign, log)}"),
                Path = form.Path,
                Thing = family is UnusualFamily.Method ? Text($"{form.Method} {form.Path}") : name is "first-query" or "first-query-error" ? Text($"{form.Path}?{form.QueryHead}") : name == "first-agent" ? Text($"{form.Path} by {form.Agent}") : form.Path,
            };
        }

        if (form.IsAnswered && form.IsPost)
        {
            if (form.IsStatic)
            {
                (long rows, long posts) = past.Parts(form.Source);
                yield return Make(
                    UnusualFamily.Method, "post-to-file", $"{form.Method} to {form.Path}, answered with success",
                    $"{before} {Number(rows)} answered requests for pictures, scripts, styles and plain pages, {Number(posts)} of them posts");
            }
            else if (known is { Posts: 0, Rows: >= MinRows })
            {
                yield return Make(UnusualFamily.Method, "first-post", $"{form.Method} to {form.Path}, answered with success", $"{before} {Number(known.Rows)} requests for it, none a post");
            }
        }

        if (known is null)
        {
            if (!form.IsAnswered)
            {
                yield return Make(
                    UnusualFamily.FirstSeen, "first-path-error", $"{form.Path} called for the first time ({form.Method}, {Agent(form.Agent)}), answered with an error of the server",
                    $"{before} {Number(past.PathCount)} paths were asked for, this one never");
            }

            // New pictures and scripts come with every update.
            if (form.IsAnswered && (!form.IsStatic || form.IsPost))
            {
                yield return Make(
                    UnusualFamily.FirstSeen, form.IsPost ? "first-path-post" : "first-path", $"{form.Path} answered for the first time ({form.Method}, {Agent(form.Agent)})",
                    $"{before} {Number(past.PathCount)} paths were asked for, this one never with success");
            }
        }
        else if (known.Rows >= MinRows)
        {
            bool isNewQuery = form.QueryHead.Length > 0 && !known.HasManyQueries && !known.Queries.Contains(form.QueryHead);
            if (isNewQuery && form.QueryHead == "@/" && form.IsAnswered)
            {
                yield return Make(UnusualFamily.Identity, "address-in-query", $"{form.Path} with an address and a path in its query", $"{before} {Number(known.Rows)} calls, none with an address there");
            }
            else if (isNewQuery)
            {
                yield return Make(
                    UnusualFamily.FirstSeen, form.IsAnswered ? "first-query" : "first-query-error", $"{form.Path} called with \"{form.QueryHead}\"{(form.IsAnswered ? "" : ", answered with an error of the server")}",
                    $"{before} {Number(known.Rows)} calls, their queries begin with {List(known.Queries)}");
            }

            if (form.IsAnswered && known.Agents.Count <= FewAgents && !known.Agents.Contains(form.Agent))
            {
                yield return Make(UnusualFamily.FirstSeen, "first-agent", $"{form.Path} called by {Agent(form.Agent)}", $"{before} {Number(known.Rows)} calls, all by {List(known.Agents)}");
            }
        }

        if (!form.IsAnswered)
        {
            yield break;
        }

        if (form is { IsPost: true, Caller: CallerKind.Nobody, Source: not RequestSource.BackEnd })
        {
            (long posts, long nobody) = past.Folder(form);
            if (posts >= MinFolderPosts && nobody * 100 < posts)
            {
                yield return Make(
                    UnusualFamily.Identity, "no-login", $"{form.Method} to {form.Path} without a login, answered with success",
                    $"{before} {Number(posts - nobody)} of {Number(posts)} answered posts below {PathShape.FirstFolder(form.Path)} named who asked");
            }
        }

        // That a path which nobody called was not called so says nothing, unless something is posted.
        if (form.Caller == CallerKind.Machine && known is not { MachineRows: > 0 } && (known is not null || form.IsPost))
        {
            yield return Make(
                UnusualFamily.Identity, "machine", $"{form.Path} called for the account of a computer",
                known is null ? $"{before} the path was not called" : $"{before} {Number(known.Rows)} calls, none for the account of a computer");
        }

        if (form is { Caller: CallerKind.Machine, IsInside: false, Source: not RequestSource.BackEnd } && known is { MachineRows: > 0, MachineRowsFromOutside: 0 })
        {
            yield return Make(
                UnusualFamily.Identity, "machine-outside", $"{form.Path} called for the account of a computer from an address outside",
                $"{before} {Number(known.MachineRows)} calls of it for the account of a computer, all from inside");
        }

        if (form.Routing.EndsWith('*'))
        {
            (long values, long holding) = past.Routing(form.Source, form.Routing[..^1]);
            if (holding == 0)
            {
                yield return Make(
                    UnusualFamily.Identity, "routing", $"Routing value {form.Routing[..^1]} with a path in it, at {form.Path}",
                    values == 0 ? $"{before} no routing value of this kind" : $"{before} {Number(values)} values of this kind, none with a path");
            }
        }
    }

    private static string Agent(string agent) => agent.Length is 0 or 1 ? "a program without a name" : $"\"{agent}\"";

    private static string List(IEnumerable<string> values)
    {
        string[] shown = [.. values.Take(4).Select(v => v.Length <= 60 ? $"\"{v}\"" : $"\"{v[..60]}...\"")];
        return string.Join(", ", shown) + (values.Skip(4).Any() ? " and others" : "");
    }

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
