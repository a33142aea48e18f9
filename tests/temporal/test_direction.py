"""Which week, month or year an incomplete date of news is of: tense, prepositions, plans."""

from __future__ import annotations

from datetime import date

import pytest

from timeline.temporal import find

DCT = date(2013, 3, 22)  # a Friday

NEWS = [
    ("The governor will sign the bill Monday.", ["2013-03-25"]),
    ("The two leaders are to meet in Geneva on Tuesday.", ["2013-03-26"]),
    ("The ship sank off the coast Thursday, killing 12.", ["2013-03-21"]),
    ("A hearing is set for Monday.", ["2013-03-25"]),
    ("A judge set a hearing for April 4.", ["2013-04-04"]),
    ("The judge ordered him to appear in court Wednesday.", ["2013-03-27"]),
    ("He was ordered to appear in court on Wednesday.", ["2013-03-27"]),
    ("The court ordered on Wednesday that he be freed.", ["2013-03-20"]),
    ("Parliament voted Tuesday to reject the bailout.", ["2013-03-19"]),
    ("Parliament is expected to vote on the bailout Sunday.", ["2013-03-24"]),
    ("Banks will remain closed until Tuesday.", ["2013-03-26"]),
    ("Banks have been closed since Saturday.", ["2013-03-16"]),
    ("Banks, closed since last Friday, reopen on Tuesday.", ["2013-03-15", "2013-03-26"]),
    ("The show opens in London on April 12.", ["2013-04-12"]),
    ("The film, which opened in December, has earned $300 million.", ["2012-12"]),
    ("He was arrested in May and convicted in November.", ["2012-05", "2012-11"]),
    ("Elections are due in May.", ["2013-05"]),
    ("The company said in January it would cut 300 jobs.", ["2013-01"]),
    ("The trial, which is to begin in June, is expected to last three weeks.", ["2013-06", "P3W"]),
    ("Sales rose 4 percent in February.", ["2013-02"]),
    ("Sales in the first quarter rose 4 percent.", ["2013-Q1"]),
    ("The firm will report fourth-quarter results on Thursday.", ["2012-Q4", "2013-03-28"]),
    ("He died on Oct. 7.", ["2012-10-07"]),
    ("The exhibition runs through Sept. 8.", ["2013-09-08"]),
    ("The strike began Dec. 4 and ended two days later.", ["2012-12-04", "2012-12-06"]),
    ("The attack on Jan. 16 left 38 hostages dead.", ["2013-01-16"]),
    ("She had been in hospital since Feb. 26.", ["2013-02-26"]),
    ("The shuttle is scheduled to launch on May 10.", ["2013-05-10"]),
    ("The deadline is Monday.", ["2013-03-25"]),
    ("Monday's deadline passed without a deal.", ["2013-03-18"]),
    ("Ahead of Sunday's match, the coach said he was confident.", ["2013-03-24"]),
    ("The match on Sunday will decide the title.", ["2013-03-24"]),
    ("Police said the man was shot Saturday night.", ["2013-03-16TNI"]),
    ("The president, who returns Saturday from a trip to Asia, had no comment.", ["2013-03-23"]),
    ("They agreed to meet again on Monday.", ["2013-03-25"]),
    ("The bank postponed the announcement until next week.", ["2013-W13"]),
    ("The storm is forecast to hit the coast late Sunday.", ["2013-03-24"]),
    ("Workers plan a one-day strike for Wednesday.", ["P1D", "2013-03-27"]),
    ("Voters go to the polls on April 14.", ["2013-04-14"]),
    ("A vote could come as early as Tuesday.", ["2013-03-26"]),
    ("Three people were killed in a similar attack in August.", ["2012-08"]),
    ("The ceasefire was to have begun on Sunday.", ["2013-03-17"]),
    ("The new law takes effect July 1.", ["2013-07-01"]),
    ("The law took effect July 1.", ["2012-07-01"]),
    ("The report is due out this fall.", ["2013-FA"]),
    ("He won the award last summer.", ["2012-SU"]),
    ("Next month, the company will move to Austin.", ["2013-04"]),
    ("The team lost Tuesday and plays again Saturday.", ["2013-03-19", "2013-03-23"]),
    ("The president is visiting Israel this week.", ["2013-W12"]),
    ("The 10-day festival opens on Friday.", ["P10D", "2013-03-22"]),
    ("The festival opened on Friday.", ["2013-03-22"]),
    ("The minister resigned a week ago.", ["2013-W11"]),
    ("The inquiry will publish its findings in the autumn.", ["2013-FA"]),
    ("Talks broke down in the autumn.", ["2012-FA"]),
    ("The mission, due to end in December, was extended.", ["2013-12"]),
    ("The rules, announced in December, come into force in April.", ["2012-12", "2013-04"]),
    ("Prosecutors have until April 1 to appeal.", ["2013-04-01"]),
    ("The school will reopen on Monday, officials said Friday.", ["2013-03-25", "2013-03-22"]),
    ("Officials said Friday the school would reopen Monday.", ["2013-03-22", "2013-03-25"]),
    ("He said on Thursday he would step down on Sunday.", ["2013-03-21", "2013-03-24"]),
    ("She is to be sentenced May 17.", ["2013-05-17"]),
    ("She was sentenced May 17.", ["2012-05-17"]),
    ("The bridge collapsed Aug. 1, 2007, killing 13.", ["2007-08-01"]),
    ("He hopes to be back by Easter.", ["2013-03-31"]),
    ("The firm laid off 50 people before Christmas.", ["2012-12-25"]),
    ("Snow fell at the weekend.", ["2013-W11-WE"]),
    ("More snow is expected at the weekend.", ["2013-W12-WE"]),
    ("The contract expires at the end of June.", ["2013-06"]),
    ("The contract expired at the end of June.", ["2012-06"]),
    ("A spokesman said the talks, scheduled for Thursday, had been called off.", ["2013-03-28"]),
    ("The game was postponed to April 2.", ["2013-04-02"]),
    ("Two weeks before the vote, on Feb. 10, he quit.", ["P2W", "2013-02-10"]),
]


@pytest.mark.parametrize(("text", "values"), NEWS)
def test_news_is_near_its_own_day(text: str, values: list[str]) -> None:
    assert [timex.value for timex in find(text, dct=DCT)] == values
