// Checks services.json, which is edited by hand: `node check-services.mjs`. See README.md for the format.

import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
const read = (...name) => JSON.parse(fs.readFileSync(path.join(here, ...name), 'utf8'));
const data = read('services.json');
const shop = read('demo.json');
const stamps = read('source', 'drawn.json');

const TONGUES = ['en', 'zh-Hant', 'zh-Hans'];
const CURRENCIES = ['EUR', 'USD', 'JPY', 'TWD', 'CNY', 'KWD'];
const DAY = 1440;
const WEEK = 7 * DAY;
const FIELDS = {
  data: ['categories', 'venues', 'services', 'guests', 'pictures'],
  category: ['slug', 'name'],
  venue: ['id', 'name', 'cities', 'street', 'postcode', 'country', 'phone', 'zone', 'latitude', 'longitude', 'directions', 'access', 'hours', 'exceptions', 'staff'],
  staff: ['id', 'name', 'abouts', 'hours', 'services'],
  service: [
    'id', 'venue', 'category', 'titles', 'descriptions', 'pictures', 'minutes', 'buffer_before', 'buffer_after', 'step', 'notice', 'horizon_days',
    'party_min', 'party_max', 'capacity', 'currency', 'price', 'basis', 'peaks', 'charge', 'deposit', 'tax', 'policy', 'rating', 'ratings', 'sibling',
  ],
  policy: ['free_minutes', 'steps', 'late_minutes', 'no_show_share', 'hold_seconds'],
  guest: ['day', 'service', 'time', 'staff', 'party', 'name'],
  picture: ['alt', 'width', 'height', 'files', 'tone'],
};

const faults = [];
const must = (holds, fault) => holds || faults.push(fault);

function fields(value, kind, at) {
  must(Object.keys(value).sort().join() === [...FIELDS[kind]].sort().join(), `${at}: the fields of a ${kind} are ${FIELDS[kind].join(', ')}`);
}

function unique(list, what) {
  must(new Set(list).size === list.length, `${what} repeat: ${list.filter((x, i) => list.indexOf(x) !== i)}`);
  for (const id of list) must(/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id), `${what}: ${id} is no slug`);
}

/** All languages, in as many paragraphs. */
function text(value, at) {
  must(Object.keys(value).join() === TONGUES.join(), `${at}: languages ${Object.keys(value)}`);
  const texts = TONGUES.map((tongue) => value[tongue] ?? '');
  for (const [i, words] of texts.entries()) {
    must(words.length > 0 && words === words.trim() && !words.includes('  '), `${at}: ${TONGUES[i]} is empty or has stray spaces`);
    must(i === 0 || /\p{Script=Han}/u.test(words), `${at}: ${TONGUES[i]} is not Chinese`);
  }
  must(new Set(texts.map((words) => words.split('\n\n').length)).size === 1, `${at}: paragraphs differ`);
}

/** Minutes since midnight; NaN for what is no wall time. */
const clock = (time) => (/^([01]\d|2[0-3]):[0-5]\d$/.test(time) ? Number(time.slice(0, 2)) * 60 + Number(time.slice(3)) : NaN);
/** As `clock`; also the midnight that ends a day. */
const until = (time) => (time === '24:00' ? DAY : clock(time));

/** The stretches of a week, in minutes since its Monday; those over midnight reach into the next day. */
const stretches = (hours) =>
  hours.map(([weekday, opens, closes]) => {
    const from = (weekday - 1) * DAY + clock(opens);
    const long = clock(closes) - clock(opens);
    return [from, from + (long > 0 ? long : long + DAY)];
  });

function opening(hours, at) {
  for (const [weekday, opens, closes] of hours) {
    must([1, 2, 3, 4, 5, 6, 7].includes(weekday) && clock(opens) >= 0 && clock(closes) >= 0, `${at}: ${[weekday, opens, closes]}`);
  }
  const week = stretches(hours);
  for (const [i, [, to]] of week.entries()) {
    const next = week[i + 1]?.[0] ?? week[0][0] + WEEK;
    must(to <= next, `${at}: hours overlap or are out of order at ${hours[i]}`);
  }
}

/** Whether one stretch of the week holds another. */
const holds = (week, [from, to]) => week.some(([opens, closes]) => [0, WEEK].some((turn) => opens <= from + turn && to + turn <= closes));

/** When a service can begin in a week, by these hours. */
const beginnings = (service, week) =>
  week.flatMap(([from, to]) => {
    const list = [];
    for (let at = from; at + service.minutes <= to; at += service.step) list.push(at % WEEK);
    return list;
  });

const byId = (list) => new Map(list.map((one) => [one.id, one]));
const venues = byId(data.venues);
const services = byId(data.services);
const staff = byId(data.venues.flatMap((venue) => venue.staff.map((member) => ({ ...member, venue }))));
const doing = (service) => [...staff.values()].filter((member) => member.services.includes(service));
const categories = data.categories.map((category) => category.slug);

fields(data, 'data', 'services.json');
unique(categories, 'category slugs');
unique(data.venues.map((venue) => venue.id), 'venue ids');
unique(data.services.map((service) => service.id), 'service ids');
unique(data.venues.flatMap((venue) => venue.staff.map((member) => member.id)), 'staff ids');
unique(Object.keys(data.pictures), 'picture ids');

for (const category of data.categories) {
  fields(category, 'category', category.slug);
  text(category.name, category.slug);
  must(data.services.some((service) => service.category === category.slug), `${category.slug}: no service`);
}

for (const venue of data.venues) {
  const at = venue.id;
  fields(venue, 'venue', at);
  for (const words of ['cities', 'directions', 'access']) text(venue[words], `${at}.${words}`);
  must(venue.name.length > 0 && venue.street.length > 0 && venue.street.every((line) => line.length > 0), `${at}: name or street`);
  must(/^[A-Z]{2}$/.test(venue.country) && (venue.postcode === null || /^[\dA-Z -]{3,10}$/.test(venue.postcode)), `${at}: country or postcode`);
  must(venue.phone === null || /^\+[\d ]{8,20}$/.test(venue.phone), `${at}: phone`);
  must(Intl.supportedValuesOf('timeZone').includes(venue.zone), `${at}: zone ${venue.zone}`);
  must(Number.isInteger(venue.latitude) && Math.abs(venue.latitude) < 90e6 && Number.isInteger(venue.longitude) && Math.abs(venue.longitude) < 180e6, `${at}: where it is`);
  opening(venue.hours, at);
  const dates = Object.keys(venue.exceptions);
  must(dates.join() === [...dates].sort().join(), `${at}: exceptions are out of order`);
  for (const [date, hours] of Object.entries(venue.exceptions)) {
    must(/^\d{4}-\d\d-\d\d$/.test(date) && new Date(`${date}T00:00Z`).toJSON()?.startsWith(date), `${at}: exception ${date}`);
    opening(hours.map(([opens, closes]) => [1, opens, closes]), `${at} on ${date}`);
  }
  must(data.services.some((service) => service.venue === at), `${at}: no service`);
  for (const member of venue.staff) {
    fields(member, 'staff', member.id);
    text(member.abouts, member.id);
    must(member.name.length > 0 && member.services.length > 0, `${member.id}: name or services`);
    for (const service of member.services) must(services.get(service)?.venue === at, `${member.id}: ${service} is not done at ${at}`);
    opening(member.hours ?? [], member.id);
    for (const [i, part] of stretches(member.hours ?? []).entries()) must(holds(stretches(venue.hours), part), `${member.id}: ${at} is closed at ${member.hours[i]}`);
  }
}

for (const service of data.services) {
  const at = service.id;
  const venue = venues.get(service.venue);
  const members = doing(at);
  fields(service, 'service', at);
  text(service.titles, `${at}.titles`);
  text(service.descriptions, `${at}.descriptions`);
  must(venue, `${at}: no venue ${service.venue}`);
  must(categories.includes(service.category), `${at}: no category ${service.category}`);
  must(service.pictures.length > 0, `${at}: no picture`);
  for (const picture of service.pictures) must(picture in data.pictures, `${at}: no picture ${picture}`);

  for (const number of ['minutes', 'step', 'notice', 'horizon_days', 'party_min', 'price']) must(Number.isInteger(service[number]) && service[number] > 0, `${at}: ${number}`);
  for (const number of ['buffer_before', 'buffer_after', 'tax', 'ratings']) must(Number.isInteger(service[number]) && service[number] >= 0, `${at}: ${number}`);
  must(DAY % service.step === 0, `${at}: a day is not made of steps of ${service.step} minutes`);
  must(service.party_min <= service.party_max && service.party_max <= (service.capacity ?? service.party_max), `${at}: party`);
  must(service.capacity === null || members.length === 0, `${at}: a class has nobody to choose`);
  must(service.capacity === null || service.minutes + service.buffer_before + service.buffer_after <= service.step, `${at}: one time of the class is in the way of the next`);

  must(CURRENCIES.includes(service.currency) && ['booking', 'person'].includes(service.basis) && ['deposit', 'full'].includes(service.charge), `${at}: currency, basis or charge`);
  const prices = [service.price, ...service.peaks.map(([, , , price]) => price)];
  for (const price of [...prices, service.deposit ?? 100]) must(Number.isInteger(price) && price > 0 && (service.currency !== 'TWD' || price % 100 === 0), `${at}: price ${price}`);
  for (const [weekday, from, to, price] of service.peaks) must([1, 2, 3, 4, 5, 6, 7].includes(weekday) && clock(from) < until(to) && price > service.price, `${at}: peak ${[weekday, from, to, price]}`);
  must((service.charge === 'deposit') === (service.deposit !== null) && (service.deposit ?? 0) < service.price, `${at}: deposit`);

  const { policy } = service;
  fields(policy, 'policy', `${at}.policy`);
  const [minutes, shares] = [0, 1].map((i) => policy.steps.map((step) => step[i]));
  must((minutes[0] ?? 0) === policy.free_minutes, `${at}: the first fee is due when it is not free any more`);
  must(minutes.every((before, i) => before > (minutes[i + 1] ?? 0)) && shares.every((share, i) => share > (shares[i - 1] ?? 0)), `${at}: later steps cost more`);
  const share = Math.max(...shares, policy.no_show_share);
  must(share === policy.no_show_share && share <= 10_000, `${at}: who does not come pays the most, and no more than all`);
  must(service.charge === 'full' || (share * Math.max(...prices)) / 10_000 <= service.deposit, `${at}: a fee is more than the deposit`);
  must(policy.late_minutes > 0 && policy.late_minutes < service.minutes && policy.hold_seconds === 600, `${at}: lateness or hold`);
  must((service.rating === null) === (service.ratings === 0) && (service.rating === null || (service.rating >= 100 && service.rating <= 500)), `${at}: rating`);

  if (service.sibling !== null) {
    const sibling = services.get(service.sibling);
    must(sibling && sibling.sibling === at && sibling.venue !== service.venue, `${at}: ${service.sibling} is no sibling`);
    must(sibling && venues.get(sibling.venue)?.cities.en === venue?.cities.en && sibling.category === service.category && sibling.minutes === service.minutes, `${at}: its sibling is another thing`);
  }
  if (!venue) continue;
  // Then it does not matter whether times are counted from midnight or from the opening.
  const openings = [...venue.hours, ...Object.values(venue.exceptions).flat().map((hours) => [1, ...hours]), ...members.flatMap((member) => member.hours ?? [])];
  for (const [, opens] of openings) must(clock(opens) % service.step === 0, `${at}: ${opens} is not a step of ${service.step} minutes`);
  for (const hours of members.length > 0 ? members.map((member) => member.hours ?? venue.hours) : [venue.hours]) {
    must(beginnings(service, stretches(hours)).length > 0, `${at}: nobody has the time`);
  }
}

const taken = [];
must(new Set(data.guests.map((guest) => guest.name)).size === data.guests.length, 'names of guests repeat');
for (const guest of data.guests) {
  const at = `${guest.name}, ${guest.service}`;
  const service = services.get(guest.service);
  const member = staff.get(guest.staff);
  fields(guest, 'guest', at);
  must(/^Demo guest \d+$/.test(guest.name), `${at}: a guest is labelled`);
  must(service, `${at}: no such service`);
  if (!service) continue;
  must(Number.isInteger(guest.day) && guest.day > 0 && guest.day * DAY > service.notice && guest.day <= service.horizon_days, `${at}: day ${guest.day}`);
  must(guest.party >= service.party_min && guest.party <= service.party_max, `${at}: ${guest.party} come`);
  must(doing(service.id).length > 0 ? member?.services.includes(service.id) : guest.staff === null, `${at}: ${guest.staff} does not do it`);
  const times = beginnings(service, stretches(member?.hours ?? venues.get(service.venue).hours));
  must(times.some((time) => time % DAY === clock(guest.time)), `${at}: never begins at ${guest.time}`);
  const start = guest.day * DAY + clock(guest.time);
  const resource = guest.staff ?? service.id;
  const mine = { start, from: start - service.buffer_before, until: start + service.minutes + service.buffer_after, resource, party: guest.party };
  const others = taken.filter((other) => other.resource === resource && other.from < mine.until && mine.from < other.until);
  const all = others.reduce((sum, other) => sum + other.party, guest.party);
  must(others.length === 0 || (others.every((other) => other.start === start) && all <= (service.capacity ?? 0)), `${at}: ${resource} is taken on day ${guest.day} at ${guest.time}`);
  taken.push(mine);
}

let bytes = 0;
for (const [id, picture] of Object.entries(data.pictures)) {
  fields(picture, 'picture', id);
  text(picture.alt, id);
  must(!(id in shop.pictures), `${id}: demo.json has it`);
  must(data.services.some((service) => service.pictures.includes(id)), `${id}: nothing shows it`);
  must(picture.tone !== null && picture.tone === stamps[id]?.tone, `${id}: its tone is ${stamps[id]?.tone}`);
  for (const { path: name, widths } of picture.files) {
    for (const width of widths) {
      const file = path.join(here, name.replace('{w}', width));
      must(fs.existsSync(file), `${id}: no ${name} at ${width}`);
      bytes += fs.existsSync(file) ? fs.statSync(file).size : 0;
    }
  }
}

if (faults.length > 0) {
  console.error(faults.join('\n'));
  process.exit(1);
}
console.log(`${data.venues.length} venues, ${data.services.length} services, ${staff.size} staff, ${data.guests.length} guests, ${Object.keys(data.pictures).length} pictures of ${(bytes / 1e6).toFixed(2)} MB`);
