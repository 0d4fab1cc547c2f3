namespace Hindcast.Evidence.Assessments;

/// <summary>Whether an intrusion would have been seen by somebody who knew no campaign and looked every evening.</summary>
public enum SeenEarlierState : byte
{
    /// <summary>Nothing happened that was there to be seen.</summary>
    NothingToSee,

    /// <summary>The logs hold too little past: no day of the intrusion could be judged.</summary>
    NotAssessable,

    /// <summary>Days of it could be judged, and none of what was shown leads to it.</summary>
    NotSeen,

    /// <summary>An item of one kind of oddness leads to it: on the list, and no more than that.</summary>
    OnTheList,

    /// <summary>An item in which at least two independent kinds meet leads to it.</summary>
    Seen,
}
