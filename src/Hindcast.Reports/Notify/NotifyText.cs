using System.Globalization;
using System.Text;
using Hindcast.Reports.Sharing;

namespace Hindcast.Reports.Notify;

/// <summary>
/// Drafts of the reports that an incident can make due, with deadlines counted from when it was known, filled from the
/// assessment. What is unknown is marked; nothing is guessed.
/// </summary>
public static class NotifyText
{
    /// <summary>Writes the drafts.</summary>
    /// <param name="shared">The case; the victim is mostly to be named here.</param>
    /// <param name="duties">The duties, in order.</param>
    /// <param name="knownAt">When the incident became known (UTC), or null.</param>
    public static string Write(SharedCase shared, IReadOnlyList<Duty> duties, DateTime? knownAt)
    {
        ArgumentNullException.ThrowIfNull(shared);
        ArgumentNullException.ThrowIfNull(duties);
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"{TlpLabel.Name(shared.Options.Tlp)}\nDRAFT. Whether a duty binds you is a legal question; each names its source and the day it was checked.\n");
        text.Append(knownAt is null
            ? "No --known-at: no time can be computed. An old intrusion that is found today starts its clocks today.\n"
            : $"Known at: {Time(knownAt.Value)}\n");
        foreach (Duty duty in duties)
        {
            Write(text, shared, duty, knownAt);
        }

        return text.ToString();
    }

    private static void Write(StringBuilder text, SharedCase shared, Duty duty, DateTime? knownAt)
    {
        bool isTooEarly = knownAt is { } known && duty.ValidFrom is { } since && DateOnly.FromDateTime(known) < since;
        DateTime? start = duty.StartsWhenKnown && !isTooEarly ? knownAt : null;
        text.Append(CultureInfo.InvariantCulture, $"\n{new string('=', 78)}\n{Safe(duty.Name)} ({Safe(duty.Id)})\n");
        text.Append(CultureInfo.InvariantCulture, $"Status:      {Safe(duty.Status)}, checked {duty.AsOf:yyyy-MM-dd}{(duty.ValidFrom is { } from ? string.Create(CultureInfo.InvariantCulture, $", from {from:yyyy-MM-dd}") : "")}\n");
        text.Append(isTooEarly ? $"             THIS DUTY DID NOT EXIST when the incident became known ({knownAt:yyyy-MM-dd}): no time is computed. Ask what held then.\n" : "");
        text.Append(CultureInfo.InvariantCulture, $"Binds:       {Safe(duty.AppliesTo)}\nClock:       {Safe(duty.ClockStart)}\n");
        text.Append(duty.Conditions.Length > 0 ? $"Conditions:  {Safe(duty.Conditions)}\n" : "");
        text.AppendJoin("", duty.Sources.Select(s => $"Source:      {Safe(s)}\n"));
        Dictionary<string, DateTime> due = new(StringComparer.Ordinal);
        foreach (DutyDeadline deadline in duty.Deadlines)
        {
            DateTime? after = deadline.After.Length == 0 ? start : due.TryGetValue(deadline.After, out DateTime earlier) ? earlier : null;
            if (after is { } begin && Add(begin, deadline) is { } by)
            {
                due[deadline.Name] = by;
                text.Append(CultureInfo.InvariantCulture, $"\n-- {Safe(deadline.Name)}: by {Time(by)} ({Within(deadline)}), to {Safe(deadline.Recipient)}\n");
            }
            else
            {
                text.Append(CultureInfo.InvariantCulture, $"\n-- {Safe(deadline.Name)}: {Within(deadline)}, to {Safe(deadline.Recipient)}\n");
            }

            foreach (string key in deadline.Facts)
            {
                (string label, string fact) = FactSheet.Fill(key, shared);
                text.Append(CultureInfo.InvariantCulture, $"   {label}:\n").AppendJoin("", fact.Split('\n').Select(l => $"     {Safe(l)}\n"));
            }
        }
    }

    /// <summary>
    /// The moment that a report is due. Business days are Monday to Friday; public holidays are not known and would make it
    /// later, never earlier.
    /// </summary>
    private static DateTime? Add(DateTime start, DutyDeadline deadline)
    {
        switch (deadline.Unit)
        {
            case "hours":
                return start.AddHours(deadline.Amount);
            case "days":
                return start.AddDays(deadline.Amount);
            case "months":
                return start.AddMonths(deadline.Amount);
            case "business-days":
                DateTime day = start;
                for (int left = deadline.Amount; left > 0;)
                {
                    day = day.AddDays(1);
                    left -= day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? 0 : 1;
                }

                return day;
            default:
                return null;
        }
    }

    private static string Within(DutyDeadline deadline) => deadline.Unit == "none"
        ? "without undue delay"
        : string.Create(CultureInfo.InvariantCulture, $"within {deadline.Amount} {Unit(deadline)} after {(deadline.After.Length == 0 ? "the clock starts" : deadline.After)}");

    private static string Unit(DutyDeadline deadline)
    {
        string unit = deadline.Unit.Replace('-', ' ');
        return deadline.Amount == 1 ? unit.TrimEnd('s') : unit;
    }

    private static string Time(DateTime utc) => utc.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);

    private static string Safe(string text) => PlainText.Line(text);
}
