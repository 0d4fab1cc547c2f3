using Hindcast.Evidence.Assessments;

namespace Hindcast.Analysis.Surprise;

/// <summary>
/// Finds what a server had not done before: each day is measured against the days before it alone, so that the same is said
/// of a day whether later days are known or not. Pure; needs no knowledge of any campaign.
/// </summary>
public static class SurpriseAnalysis
{
    private const int MonthDays = 30;
    private const int MaxSigns = 8;
    private const int MaxThings = 500, MaxOdd = 1 << 14;

    /// <summary>Of so many signs of one day only the rarest are joined; a day with more has no single cause.</summary>
    private const int MaxSignsADay = 500;

    /// <summary>Judges all days in their order.</summary>
    public static UnusualReport Run(ServerProfile profile, SurpriseOptions options) => Report(Look(profile, options), options);

    /// <summary>Looks at all days in their order, without asking what is explained: that may not be known yet, and it is most of the work.</summary>
    public static SurpriseLook Look(ServerProfile profile, SurpriseOptions options)
    {
        profile.Settle();
        ServerPast past = new();
        List<SurpriseLook.Day> days = [];
        foreach ((int number, DayProfile day) in profile.Days)
        {
            Sign[] signs = [.. Signs(number, day, past, profile, options)];
            if (Enum.GetValues<PastLog>().Any(log => ServerPast.IsIn(day, log) && past.DaysOf(log) >= options.MinHistoryDays))
            {
                DateOnly date = DateOnly.FromDayNumber(number);
                Sign[] telling = Telling(signs, past, options);
                days.Add(new SurpriseLook.Day(date, day, telling, [.. Ranked(telling, day, date, options)]));
            }

            past.Take(number, day, signs.Select(s => (s.Class, s.Log)));
        }

        return new SurpriseLook(days, profile.Days.Count - days.Count, past);
    }

    /// <summary>Tells of what was seen what fits in the budget and is not explained.</summary>
    public static UnusualReport Report(SurpriseLook look, SurpriseOptions options)
    {
        List<UnusualItem> items = [];
        Dictionary<(UnusualFamily, string), UnusualThing> things = [];
        HashSet<ulong> odd = [];
        int over = 0, explained = 0;
        foreach (SurpriseLook.Day day in look.Days)
        {
            Compare(things, day, odd, options);
            foreach (UnusualItem item in day.Ranked)
            {
                if (item.Clients.Any(c => options.IsExplainedClient(day.Date, c)) || item.Signs.SelectMany(s => s.Places).Any(p => options.IsExplained(day.Date, p.Location)))
                {
                    explained++;
                }
                else if (HasRoom(items, item, options))
                {
                    items.Add(item);
                }
                else
                {
                    over++;
                }
            }
        }

        HashSet<(UnusualFamily, string)> shown = [.. items.SelectMany(i => i.Signs).Select(s => (s.Family, s.Thing))];
        return new UnusualReport
        {
            DaysJudged = look.Days.Count,
            DaysWithoutHistory = look.DaysWithoutHistory,
            JudgedFrom = look.Days.Count > 0 ? look.Days[0].Date : null,
            JudgedTo = look.Days.Count > 0 ? look.Days[^1].Date : null,
            ItemsPerMonth = options.ItemsPerMonth,
            Items = [.. items.OrderBy(i => i.First.UtcTicks).ThenBy(i => i.Signs[0].Places[0].Location).Select((i, n) => i with { Id = $"N{n + 1}" })],
            ItemsOverBudget = over,
            ItemsExplained = explained,
            Things =
            [
                .. things.Values.Select(t => t with { Shown = shown.Contains((t.Family, t.Thing)) })
                    .OrderBy(t => t.Day).ThenBy(t => t.Family).ThenBy(t => t.Thing, StringComparer.Ordinal),
            ],
            Usual = look.Past.Usual(odd).ToString(),
        };
    }

    /// <summary>
    /// Keeps what can be compared with other servers, the rarest first, also what is too little for an item here. What findings
    /// explain has a name already.
    /// </summary>
    private static void Compare(Dictionary<(UnusualFamily, string), UnusualThing> things, SurpriseLook.Day day, HashSet<ulong> odd, SurpriseOptions options)
    {
        foreach (Sign sign in day.Telling.Where(s => s.Thing.Length > 0 && s.Tenths >= options.TenthsToCompare))
        {
            if (odd.Count < MaxOdd)
            {
                odd.Add(UsualThings.HashOf(sign.Family, sign.Thing));
            }

            if (things.Count < MaxThings && !IsExplained(sign, day, options))
            {
                things.TryAdd((sign.Family, sign.Thing), new UnusualThing(sign.Family, sign.Thing, day.Date, Shown: false));
            }
        }
    }

    private static bool IsExplained(Sign sign, SurpriseLook.Day day, SurpriseOptions options)
    {
        for (int i = 0; sign.HasClient && !sign.Clients.HasMore && i < sign.Clients.Count; i++)
        {
            if (day.Profile.Clients.TryGetValue(sign.Clients[i], out ClientTrace? trace) && options.IsExplainedClient(day.Date, trace.Address))
            {
                return true;
            }
        }

        return sign.Spots.Any(p => options.IsExplained(day.Date, p.Location));
    }

    private static IEnumerable<Sign> Signs(int number, DayProfile day, ServerPast past, ServerProfile profile, SurpriseOptions options) =>
        RequestSigns.Of(day, past, options.MinHistoryDays).Concat(VolumeSigns.Of(day, past)).Concat(SessionSigns.Of(day, past)).Concat(EventSigns.Of(day, past))
            .Concat(NameSigns.Of(number, day, past, options.MinHistoryDays)).Concat(RouteSigns.Of(day, past)).Concat(ReachSigns.Of(day, past))
            .Concat(FileSigns.Of(day, past, profile.WebFiles));

    /// <summary>Signs of logs with enough past, the rarest first.</summary>
    private static Sign[] Telling(Sign[] signs, ServerPast past, SurpriseOptions options)
    {
        foreach (Sign sign in signs)
        {
            sign.Tenths = past.Tenths(sign.Class, sign.Log);
        }

        return
        [
            .. signs.Where(s => past.DaysOf(s.Log) >= options.MinHistoryDays)
                .OrderByDescending(s => s.Tenths).ThenBy(s => s.Spots.Min).ThenBy(s => s.Class, StringComparer.Ordinal).Take(MaxSignsADay),
        ];
    }

    /// <summary>Items of a day that are rare enough, the rarest first.</summary>
    private static IEnumerable<UnusualItem> Ranked(Sign[] telling, DayProfile day, DateOnly date, SurpriseOptions options) =>
        SignGroups.Of(telling, day).Select(group => Item(group, day, date))
            .Where(i => i.TenthsOfBit >= (i.WouldHaveBeenSeen ? options.TenthsForSeveral : options.TenthsForOne))
            .OrderByDescending(i => i.WouldHaveBeenSeen).ThenByDescending(i => i.TenthsOfBit).ThenBy(i => i.First.UtcTicks).ThenBy(i => i.Signs[0].Places[0].Location);

    private static UnusualItem Item(IReadOnlyList<Sign> group, DayProfile day, DateOnly date)
    {
        Sign[] signs = [.. group.OrderByDescending(s => s.Tenths).ThenBy(s => s.Family).ThenBy(s => s.Spots.Min).ThenBy(s => s.Class, StringComparer.Ordinal)];
        UnusualFamily[] families = [.. signs.Select(s => s.Family).Distinct().Order()];
        SortedSet<string> clients = new(StringComparer.Ordinal);
        foreach (Sign sign in signs.Where(s => s.HasClient && !s.Clients.HasMore))
        {
            for (int i = 0; i < sign.Clients.Count; i++)
            {
                if (day.Clients.TryGetValue(sign.Clients[i], out ClientTrace? trace))
                {
                    clients.Add(trace.Address);
                }
            }
        }

        // Each family is shown before a second sign of one is.
        IEnumerable<Sign> shown = signs.DistinctBy(s => s.Family).Concat(signs.Except(signs.DistinctBy(s => s.Family))).Take(Math.Max(MaxSigns, families.Length));
        return new UnusualItem
        {
            Id = "",
            Day = date,
            First = signs.MinBy(s => s.Spots.Min)!.Spots.Min.Time,
            Last = RowSpot.TimeOf(signs.Max(s => s.LastTicks)),
            Families = families,
            WouldHaveBeenSeen = Kinds(signs) >= 2,
            TenthsOfBit = signs.GroupBy(s => s.Family).Sum(g => g.Max(s => s.Tenths)),
            Clients = [.. clients.Take(SmallHashes.Most)],
            Signs =
            [
                .. shown.Select(s => new UnusualSign
                {
                    Family = s.Family,
                    What = s.What,
                    Normal = s.Normal,
                    Thing = s.Thing,
                    Count = s.Count,
                    TenthsOfBit = s.Tenths,
                    Places = [.. s.Spots.Select(p => p.ToPlace())],
                }),
            ],
        };
    }

    /// <summary>
    /// Kinds that count: a first call, a lonely session and a page that nothing explains all come of a path that few ask for, and
    /// so are one kind together.
    /// </summary>
    private static int Kinds(IEnumerable<UnusualFamily> families) => families.Select(Kind).Distinct().Count();

    /// <summary>
    /// Remote shell and control panel are called in order to run cmdlets: a first call of them and what is run are one act, which two
    /// logs show.
    /// </summary>
    private static int Kinds(Sign[] signs)
    {
        UnusualFamily[] kinds = [.. signs.Select(s => Kind(s.Family)).Distinct()];
        bool isOneAct = kinds.Contains(UnusualFamily.Cmdlet) && kinds.Contains(UnusualFamily.FirstSeen)
            && signs.Where(s => Kind(s.Family) == UnusualFamily.FirstSeen).All(s => PathShape.FirstFolder(s.Path) is "/powershell" or "/ecp");
        return kinds.Length - (isOneAct ? 1 : 0);
    }

    private static UnusualFamily Kind(UnusualFamily family) => family is UnusualFamily.Session or UnusualFamily.File ? UnusualFamily.FirstSeen : family;

    /// <summary>
    /// Names that look like data never meet another kind: their log names neither path nor client of the web server. So they have a
    /// place beside the other single ones.
    /// </summary>
    private static bool IsOfItsOwn(UnusualItem item) => item.Families is [UnusualFamily.Dns];

    private static bool HasRoom(List<UnusualItem> items, UnusualItem item, SurpriseOptions options)
    {
        UnusualItem[] month = [.. items.Where(i => item.Day.DayNumber - i.Day.DayNumber < MonthDays)];
        int room = options.ItemsPerMonth - (Kinds(item.Families) >= 3 ? 0 : options.KeptForThreeKinds);
        return month.Length < room
            && (item.WouldHaveBeenSeen
                || (month.Count(i => !i.WouldHaveBeenSeen && Kind(i.Families[0]) == Kind(item.Families[0])) < options.SinglesPerKind
                    && (IsOfItsOwn(item) || month.Count(i => !i.WouldHaveBeenSeen && !IsOfItsOwn(i)) < options.SinglesPerMonth)));
    }
}
