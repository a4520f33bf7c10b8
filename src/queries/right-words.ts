// What a right lets somebody do, in words: after "may".

export const RIGHT_WORDS: { readonly [right: string]: string } = {
  write: 'write posts', '2i': 'give a second pair of eyes', 'press-office': 'sign for the press office', 'extra-check': 'give the extra check', release: 'release', pause: 'pause posting', 'set-aside': 'set findings aside', 'change-policy': 'approve changes of policy', administer: 'add people', audit: 'read the whole record', supply: 'supply lines', comment: 'comment',
}
